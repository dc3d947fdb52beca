# Completion of fusion for fish:
#   fusion completion fish > ~/.config/fish/completions/fusion.fish
function __fusion_complete
    set -l line (commandline --cut-at-cursor --current-process | string collect)
    set -l suggestions (fusion "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null)
    # Where nothing is suggested, files are.
    if test (count $suggestions) -gt 0
        printf '%s\n' $suggestions
    else
        __fish_complete_path (commandline --current-token)
    end
end
complete --command fusion --no-files --arguments '(__fusion_complete)'
