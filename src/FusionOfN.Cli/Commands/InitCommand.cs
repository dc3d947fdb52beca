using System.CommandLine;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion init</c>: a commented configuration file to start from.</summary>
internal static class InitCommand
{
    public static CliCommand Create(CliHost host)
    {
        Argument<string> folder = new("folder") { Description = "Where to write", DefaultValueFactory = _ => "." };
        Option<bool> force = new("--force") { Description = "Overwrite a file that is there already" };
        CliCommand command = new(
            "init",
            "Write a commented fusion.yaml for what was found (keys, Ollama, else the models in the box), and the schema that lets editors check it.",
            "fusion init",
            "fusion init && $EDITOR fusion.yaml && fusion doctor");
        command.Add(folder);
        command.Add(force);
        command.SetAction((parse, cancellationToken) =>
            new InitRunner(host, parse.GetRequiredValue(folder), parse.GetValue(force)).RunAsync(cancellationToken));
        return command;
    }
}
