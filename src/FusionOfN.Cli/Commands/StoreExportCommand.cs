using System.CommandLine;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion store export</c>: every call as JSON Lines.</summary>
internal static class StoreExportCommand
{
    public static CliCommand Create(CliHost host)
    {
        Argument<string> store = new("store") { Description = "A job's folder, the store's file, or a PostgreSQL connection string" };
        Option<string?> output = new("--out", "-o") { Description = "The file; standard output when it is not named", HelpName = "file" };
        Option<bool> force = new("--force", "-f") { Description = "Overwrite the file" };
        CliCommand command = new(
            "export",
            "Write every call that is kept as JSON Lines: its key, model, time and reply. Prompts are not kept, only their hashes.",
            "fusion store export job --out calls.jsonl",
            "fusion store export job | jq -r 'select(.reply.failure).reply.failure.reason'");
        command.Add(store);
        command.Add(output);
        command.Add(force);
        command.SetAction((parse, cancellationToken) =>
            new StoreExportRunner(host, parse.GetRequiredValue(store), parse.GetValue(output), parse.GetValue(force)).RunAsync(cancellationToken));
        return command;
    }
}
