#compdef fusion
# Completion of fusion for zsh, in a folder of $fpath:
#   fusion completion zsh > ~/.zfunc/_fusion       (with fpath+=~/.zfunc before compinit in ~/.zshrc)
# or, in ~/.zshrc after compinit:
#   source <(fusion completion zsh)
_fusion() {
  local line="${(j: :)words[1,CURRENT]}"
  local -a suggestions
  suggestions=(${(f)"$(fusion "[suggest:${#line}]" "$line" 2>/dev/null)"})
  # Where nothing is suggested, files are.
  if (( ${#suggestions} )); then
    compadd -a suggestions
  else
    _files
  fi
}
if [[ $funcstack[1] == _fusion ]]; then
  _fusion "$@"
else
  compdef _fusion fusion
fi
