using System.CommandLine;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion config</c>: where things are, and which variables count.</summary>
internal static class ConfigCommand
{
    public static CliCommand Create(CliHost host)
    {
        Option<bool> json = new("--json") { Description = "Print it as JSON" };
        CliCommand command = new(
            "config",
            "Say where configuration, models, log and store are, and which environment variables count. Their values are not shown.",
            "fusion config",
            "fusion config --json | jq -r .log");
        command.Add(json);
        command.SetAction(parse => new ConfigRunner(host, parse.GetValue(host.Options.Config)).Run(parse.GetValue(json)));
        return command;
    }
}
