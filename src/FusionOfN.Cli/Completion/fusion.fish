# Completion of fusion for fish:
#   fusion completion fish > ~/.config/fish/completions/fusion.fish
function __fusion_complete
    set -l line (commandline --cut-at-cursor --current-process | string collect)
    fusion "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
end
complete --command fusion --arguments '(__fusion_complete)'
