using System.Text.Json;
using FusionOfN.Cli.Rendering;
using FusionOfN.Jobs;

namespace FusionOfN.Cli;

/// <summary>Runs <c>fusion synth status</c>.</summary>
internal sealed class SynthStatusRunner(CliHost host, string job, bool json)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        SynthFolder folder = new(host, job);
        SynthJobDocument document = folder.Load();
        await using JobStore store = await folder.OpenStoreAsync(document.Store, cancellationToken);
        await using JobLog log = await folder.FindJobAsync(store, cancellationToken);
        JobSummary summary = await log.SummariseAsync(cancellationToken) with
        {
            WaitingCalls = await log.CountWaitingCallsAsync(cancellationToken),
            Batches = await log.ListBatchesAsync(cancellationToken),
        };
        if (json)
        {
            host.Out.WriteLine(JsonSerializer.Serialize(summary, CliJson.Pretty.JobSummary));
            return ExitCode.Ok;
        }

        JobCounts counts = summary.Counts;
        string total = counts.IsComplete ? Figures.Of(counts.Items, "prompt") : $"{Figures.Of(counts.Items, "prompt")} read so far";
        host.Out.WriteLine($"{total}: {Figures.Count(counts.Done)} done, {(counts.Filtered > 0 ? $"{Figures.Count(counts.Filtered)} left out, " : "")}{Figures.Count(counts.Failed)} failed, {Figures.Count(counts.Waiting)} waiting");
        string unpriced = summary.UnpricedCalls > 0 ? $" and {Figures.Of(summary.UnpricedCalls, "call")} of unknown price" : "";
        host.Out.WriteLine($"{Figures.Of(summary.Calls, "call")}, {Figures.Count(summary.InputTokens)} prompt and {Figures.Count(summary.OutputTokens)} answer tokens, {Figures.Dollars(summary.CostUsd)}{unpriced}");
        foreach (BatchSummary batch in summary.Batches)
            host.Out.WriteLine(SynthBatches.Describe(batch));
        if (summary.WaitingCalls > 0)
            host.Out.WriteLine($"{Figures.Of(summary.WaitingCalls.Value, "call")} wait{(summary.WaitingCalls == 1 ? "s" : "")} for a batch");
        if (counts.Failed > 0)
            host.Out.WriteLine($"'fusion synth retry {job}' lets the failed ones wait again.");
        if (counts.Waiting > 0 && document.Command is { } command)
            host.Out.WriteLine($"To go on: {command}");
        return ExitCode.Ok;
    }
}
