namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion store</c>: the calls that jobs keep so that none is paid twice.</summary>
internal static class StoreCommand
{
    public static CliCommand Create(CliHost host) => new(
        "store",
        "The calls that jobs paid for and keep, so that none is paid twice: count, delete and export them.",
        "fusion store stats job",
        "fusion store prune job --older-than 30d --dry-run",
        "fusion store export job --out calls.jsonl")
    {
        StoreStatsCommand.Create(host),
        StorePruneCommand.Create(host),
        StoreExportCommand.Create(host),
    };
}
