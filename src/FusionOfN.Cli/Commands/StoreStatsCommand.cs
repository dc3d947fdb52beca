using System.CommandLine;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion store stats</c>: what a store holds.</summary>
internal static class StoreStatsCommand
{
    public static CliCommand Create(CliHost host)
    {
        Argument<string> store = new("store") { Description = "A job's folder, the store's file, or a PostgreSQL connection string" };
        Option<bool> json = new("--json") { Description = "Print it as JSON" };
        CliCommand command = new("stats", "Say what a store takes on the disk, and what it holds: calls, tokens and cost by model, and its jobs.", "fusion store stats job");
        command.Add(store);
        command.Add(json);
        command.SetAction((parse, cancellationToken) => new StoreStatsRunner(host, parse.GetRequiredValue(store), parse.GetValue(json)).RunAsync(cancellationToken));
        return command;
    }
}
