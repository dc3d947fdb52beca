# Completion of fusion for bash, with bash-completion:
#   fusion completion bash > ~/.local/share/bash-completion/completions/fusion
# without it, in ~/.bashrc:
#   source <(fusion completion bash)
_fusion_complete() {
  local IFS=$'\n' line=${COMP_LINE:0:COMP_POINT} word
  COMPREPLY=($(fusion "[suggest:${#line}]" "$line" 2>/dev/null))
  # Bash takes words apart at colons and only replaces what stands behind the last one.
  word=${line##*[[:space:]]}
  if [[ $word == *:* && $COMP_WORDBREAKS == *:* ]]; then
    COMPREPLY=("${COMPREPLY[@]#"${word%:*}:"}")
  fi
}
# Where nothing is suggested, files are.
complete -o bashdefault -o default -F _fusion_complete fusion
