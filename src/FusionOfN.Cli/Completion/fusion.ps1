# Completion of fusion for PowerShell, in the file that $PROFILE names:
#   fusion completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName fusion -ScriptBlock {
    param($word, $command, $cursor)
    # What was typed ends with a word; a blank behind it asks for the next one.
    $position = $cursor - $command.Extent.StartOffset
    $line = $command.ToString().PadRight($position)
    fusion "[suggest:$position]" "$line" 2>$null | ForEach-Object {
        [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
    }
}
