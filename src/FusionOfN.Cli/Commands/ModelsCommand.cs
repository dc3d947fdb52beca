using System.CommandLine;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion models</c>: what can be named with <c>--models</c> and <c>--fusor</c>.</summary>
internal static class ModelsCommand
{
    public static CliCommand Create(CliHost host)
    {
        Option<bool> json = new("--json") { Description = "Print them as JSON" };
        CliCommand command = new(
            "models",
            "List the models that are configured, and keep those on this machine.",
            "fusion models",
            "fusion models --json | jq -r '.[].name'",
            "fusion models list")
        {
            ModelsPullCommand.Create(host),
            ModelsListCommand.Create(host),
            ModelsRemoveCommand.Create(host),
        };
        command.Add(json);
        command.SetAction((parse, cancellationToken) =>
            new ModelsRunner(host, parse.GetValue(host.Options.Config), parse.GetValue(json)).RunAsync(cancellationToken));
        return command;
    }
}
