using System.CommandLine;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion store prune</c>: deletes calls.</summary>
internal static class StorePruneCommand
{
    public static CliCommand Create(CliHost host)
    {
        Argument<string> store = new("store") { Description = "A job's folder, the store's file, or a PostgreSQL connection string" };
        Option<string?> olderThan = new("--older-than") { Description = "Calls made longer ago than this: hours, days or weeks, such as 12h, 30d or 2w", HelpName = "age" };
        Option<string?> model = new("--model", "-m") { Description = "Calls of this model, by its id at its endpoint", HelpName = "id" };
        Option<string?> job = new("--job") { Description = "Calls that this job bought; 'fusion store stats' has the names", HelpName = "name" };
        Option<bool> failures = new("--failures") { Description = "Only calls without an answer, so that they are tried again" };
        Option<bool> dryRun = new("--dry-run") { Description = "Only say what would be deleted" };
        Option<bool> force = new("--force", "-f") { Description = "Do not ask" };
        Option<bool> json = new("--json") { Description = "Print what was deleted as JSON" };
        CliCommand command = new(
            "prune",
            "Delete calls from a store: those to which every option holds that is named. Records of jobs stay. What is wanted again is paid again. Asks first.",
            "fusion store prune job --older-than 30d --dry-run",
            "fusion store prune job --model gpt-5-mini --force",
            "fusion store prune job --failures --force");
        command.Add(store);
        command.Add(olderThan);
        command.Add(model);
        command.Add(job);
        command.Add(failures);
        command.Add(dryRun);
        command.Add(force);
        command.Add(json);
        command.SetAction((parse, cancellationToken) => new StorePruneRunner(host, new StorePruneChoice
        {
            Store = parse.GetRequiredValue(store),
            OlderThan = parse.GetValue(olderThan),
            Model = parse.GetValue(model),
            Job = parse.GetValue(job),
            OnlyFailures = parse.GetValue(failures),
            IsDryRun = parse.GetValue(dryRun),
            IsSure = parse.GetValue(force),
            Json = parse.GetValue(json),
        }).RunAsync(cancellationToken));
        return command;
    }
}
