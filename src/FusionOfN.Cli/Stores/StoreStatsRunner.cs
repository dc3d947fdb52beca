using System.Globalization;
using System.Text.Json;
using FusionOfN.Cli.Rendering;
using FusionOfN.Jobs;
using Spectre.Console;

namespace FusionOfN.Cli;

/// <summary>Runs <c>fusion store stats</c>.</summary>
internal sealed class StoreStatsRunner(CliHost host, string named, bool json)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using JobStore store = await JobStores.OpenAsync(host, named, cancellationToken);
        CallStoreStats stats = await store.Calls.StatsAsync(cancellationToken);
        IReadOnlyList<JobSummary> jobs = await store.ListJobsAsync(cancellationToken);
        if (json)
        {
            host.Out.WriteLine(JsonSerializer.Serialize(new StoreStatsDocument(store.Description, stats, jobs), CliJson.Pretty.StoreStatsDocument));
            return ExitCode.Ok;
        }

        host.Out.WriteLine(Summary(stats));
        if (stats.Models.Count > 0)
            host.Console.Write(Models(stats));
        if (jobs.Count > 0)
            host.Console.Write(Jobs(jobs));
        host.Error.WriteLine($"in {store.Description}");
        return ExitCode.Ok;
    }

    private static string Summary(CallStoreStats stats)
    {
        string span = stats is { Oldest: { } oldest, Newest: { } newest } ? $", from {Day(oldest)} to {Day(newest)}" : "";
        return $"{Figures.Bytes(stats.Bytes)} on the disk: {Figures.Of(stats.Calls, "call")} that cost {Figures.Dollars(stats.CostUsd)}{span}";
    }

    private static Table Models(CallStoreStats stats)
    {
        Table table = ToTable("model", "calls", "failures", "tokens in", "tokens out", "cost", "replies", "oldest", "newest");
        foreach (ModelCallStats model in stats.Models)
        {
            Add(
                table, TerminalText.Clean(model.Model), Figures.Count(model.Calls), Figures.Count(model.Failures), Figures.Count(model.InputTokens), Figures.Count(model.OutputTokens),
                Figures.Dollars(model.CostUsd), Figures.Bytes(model.Bytes), Day(model.Oldest), Day(model.Newest));
        }

        return table;
    }

    private static Table Jobs(IReadOnlyList<JobSummary> jobs)
    {
        Table table = ToTable("job", "begun", "items", "done", "failed", "calls bought", "cost");
        foreach (JobSummary job in jobs)
        {
            Add(
                table, TerminalText.Clean(job.Name), Day(job.CreatedAt), Figures.Count(job.Counts.Items), Figures.Count(job.Counts.Done), Figures.Count(job.Counts.Failed),
                Figures.Count(job.Calls), Figures.Dollars(job.CostUsd));
        }

        return table;
    }

    private static Table ToTable(params ReadOnlySpan<string> headers)
    {
        Table table = new Table().NoBorder().Collapse();
        for (int i = 0; i < headers.Length; i++)
            table.AddColumn(new TableColumn(new Text(headers[i], new Style(Color.Grey))) { Padding = new Padding(0, 0, 2, 0), Alignment = i == 0 ? Justify.Left : Justify.Right });
        return table;
    }

    private static void Add(Table table, params IEnumerable<string> cells) => table.AddRow(cells.Select(cell => new Text(cell)));

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
