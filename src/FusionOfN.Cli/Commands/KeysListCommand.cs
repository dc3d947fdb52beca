using System.CommandLine;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion keys list</c>: the API keys.</summary>
internal static class KeysListCommand
{
    public static CliCommand Create(CliHost host)
    {
        Option<bool> json = new("--json") { Description = "Print them as JSON" };
        Option<string?> store = StoreOption.Create();
        CliCommand command = new(
            "list",
            "List the API keys, what they may do, and what they took today (UTC).",
            "fusion keys list",
            "fusion keys list --json | jq -r '.[] | select(.state == \"live\").name'")
        {
            Notes = KeysCommand.Notes,
        };
        command.Add(json);
        command.Add(store);
        command.SetAction((parse, cancellationToken) =>
            new KeysListRunner(host, new(parse.GetValue(store), parse.GetValue(host.Options.Config), parse.GetValue(json))).RunAsync(cancellationToken));
        return command;
    }
}
