using System.Text.Json;
using FusionOfN.Cli.Rendering;
using FusionOfN.Jobs;

namespace FusionOfN.Cli;

/// <summary>Runs <c>fusion store prune</c>: deletes calls that are kept. Records of jobs stay; a call that is wanted again is paid again.</summary>
internal sealed class StorePruneRunner(CliHost host, StorePruneChoice choice)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        PruneRule rule = Rule();
        await using JobStore store = await JobStores.OpenAsync(host, choice.Store, cancellationToken);
        await CheckNamesAsync(store, cancellationToken);
        PruneCount matched = await store.Calls.CountAsync(rule, cancellationToken);
        string what = $"{Figures.Of(matched.Calls, "call")} ({Figures.Bytes(matched.Bytes)}) that cost {Figures.Dollars(matched.CostUsd)}";
        if (choice.IsDryRun || matched.Calls == 0)
        {
            host.Error.WriteLine(matched.Calls == 0 ? "no call is as the options say; nothing is deleted" : $"would delete {what}");
            return await EndAsync(store, matched, 0, cancellationToken);
        }

        if (!await IsConfirmedAsync(what, cancellationToken))
        {
            host.Error.WriteLine("nothing was deleted");
            return ExitCode.Failed;
        }

        long deleted = await store.Calls.PruneAsync(rule, cancellationToken);
        int code = await EndAsync(store, matched, deleted, cancellationToken);
        host.Error.WriteLine($"deleted {Figures.Of(deleted, "call")}; {store.Description} takes {Figures.Bytes(await store.Calls.SizeAsync(cancellationToken))}");
        return code;
    }

    private PruneRule Rule()
    {
        PruneRule rule = new()
        {
            Before = choice.OlderThan is { } age
                ? host.Time.GetUtcNow() - (SpanText.Read(age) ?? throw CliException.BadInput($"--older-than: '{age}' is no age", "Give hours, days or weeks, such as 12h, 30d or 2w."))
                : null,
            Model = choice.Model,
            Job = choice.Job,
            OnlyFailures = choice.OnlyFailures,
        };
        return rule == new PruneRule()
            ? throw CliException.BadInput("it is not said which calls are to be deleted", "Name --older-than, --model, --job or --failures. To delete everything, delete the store's file.")
            : rule;
    }

    private async Task CheckNamesAsync(JobStore store, CancellationToken cancellationToken)
    {
        if (choice.Model is { } model)
            Check("model", model, (await store.Calls.StatsAsync(cancellationToken)).Models.Select(known => known.Model), store);
        if (choice.Job is { } job)
            Check("job", job, (await store.ListJobsAsync(cancellationToken)).Select(known => known.Name), store);
    }

    private static void Check(string kind, string name, IEnumerable<string> known, JobStore store)
    {
        string[] all = [.. known];
        if (!all.Contains(name, StringComparer.Ordinal))
            throw CliException.BadInput($"there is no {kind} '{name}' in {store.Description}", all.Length > 0 ? $"There is {string.Join(", ", all)}." : null);
    }

    private async Task<int> EndAsync(JobStore store, PruneCount matched, long deleted, CancellationToken cancellationToken)
    {
        if (choice.Json)
        {
            StorePruneDocument document = new(store.Description, matched, deleted, await store.Calls.SizeAsync(cancellationToken));
            host.Out.WriteLine(JsonSerializer.Serialize(document, CliJson.Pretty.StorePruneDocument));
        }

        return ExitCode.Ok;
    }

    private async Task<bool> IsConfirmedAsync(string what, CancellationToken cancellationToken)
    {
        if (choice.IsSure)
            return true;
        if (!host.IsInputTerminal || !host.IsErrorTerminal)
            throw CliException.BadInput($"{what} would be deleted, and there is nobody to ask", "--force deletes without asking; --dry-run only says what would be deleted.");
        host.Error.Write($"Delete {what}? What is wanted again is paid again. [y/N] ");
        return (await host.In.ReadLineAsync(cancellationToken))?.Trim() is "y" or "Y" or "yes";
    }
}
