using System.CommandLine;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion completion</c>: what makes a shell complete commands, options and names.</summary>
internal static class CompletionCommand
{
    private static readonly (string Shell, string File)[] Scripts =
        [("bash", "fusion.bash"), ("zsh", "fusion.zsh"), ("fish", "fusion.fish"), ("powershell", "fusion.ps1")];

    public static CliCommand Create(CliHost host)
    {
        Argument<string> shell = new("shell") { Description = $"{string.Join(", ", Scripts.Select(script => script.Shell))}" };
        shell.AcceptOnly([.. Scripts.Select(script => script.Shell)]);
        CliCommand command = new(
            "completion",
            "Print the script that lets a shell complete commands, options and names.",
            "source <(fusion completion bash)",
            "fusion completion zsh > ~/.zfunc/_fusion",
            "fusion completion fish > ~/.config/fish/completions/fusion.fish",
            "fusion completion powershell | Out-String | Invoke-Expression")
        {
            Notes = ["The script begins with where it belongs, so that every new shell has it."],
        };
        command.Add(shell);
        command.SetAction(parse =>
        {
            string file = Scripts.Single(script => script.Shell == parse.GetRequiredValue(shell)).File;
            using StreamReader script = new(typeof(CompletionCommand).Assembly.GetManifestResourceStream(file)!);
            host.Out.Write(script.ReadToEnd());
            return ExitCode.Ok;
        });
        return command;
    }
}
