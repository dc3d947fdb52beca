using System.Text.Json;
using FusionOfN.Cli.Rendering;
using FusionOfN.Jobs;

namespace FusionOfN.Cli;

/// <summary>Shows how a job gets on: a line that changes on a terminal, a line now and then elsewhere, an event a second with <c>--json</c>.</summary>
internal sealed class SynthProgress
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly CliHost _host;
    private readonly bool _json;
    private readonly bool _isShown;

    /// <param name="host">Where it is shown.</param>
    /// <param name="json">Whether events are printed.</param>
    /// <param name="isShown">Whether a person is told.</param>
    public SynthProgress(CliHost host, bool json, bool isShown = true)
    {
        _isShown = isShown;
        _host = host;
        _json = json;
    }

    /// <summary>Runs the job and shows it.</summary>
    /// <param name="progress">How it gets on.</param>
    /// <param name="work">The job.</param>
    /// <param name="drain">Whether it was asked to end, which takes as long as the calls in flight.</param>
    public async Task<JobResult> RunAsync(JobProgress progress, Func<Task<JobResult>> work, CancellationToken drain)
    {
        StatusLines lines = new(_host);
        JobResult? result = null;
        await lines.RunAsync(async () =>
        {
            Task<JobResult> running = work();
            await foreach (JobSnapshot snapshot in progress.WatchAsync(Interval, CancellationToken.None))
                Show(lines, snapshot, drain.IsCancellationRequested);
            result = await running;
        });
        return result!;
    }

    private void Show(StatusLines lines, JobSnapshot snapshot, bool isEnding)
    {
        if (_json)
            _host.Out.WriteLine(JsonSerializer.Serialize(new SynthEvent("progress", snapshot), CliJson.Line.SynthEvent));
        else if (_isShown)
            lines.Set("prompts", $"{(isEnding ? "ending those that have begun, Ctrl+C again stops at once" : "answering")}  {Describe(snapshot)}");
    }

    /// <summary>A snapshot in one line.</summary>
    public static string Describe(JobSnapshot snapshot)
    {
        List<string> parts = [snapshot.Total is { } total ? $"{Figures.Count(snapshot.Done)} of {Figures.Count(total)} done" : $"{Figures.Count(snapshot.Done)} done"];
        if (snapshot.Failed > 0)
            parts.Add($"{Figures.Count(snapshot.Failed)} failed");
        if (snapshot.Filtered > 0)
            parts.Add($"{Figures.Count(snapshot.Filtered)} left out");
        if (snapshot.Parked > 0)
            parts.Add($"{Figures.Count(snapshot.Parked)} waiting for batches");
        if (snapshot.ItemsPerMinute > 0)
            parts.Add($"{Figures.Count((long)Math.Round(snapshot.ItemsPerMinute))}/min");
        if (snapshot.InputTokens + snapshot.OutputTokens > 0)
            parts.Add($"{Figures.Count(snapshot.InputTokens + snapshot.OutputTokens)} tokens");
        if (snapshot.CostUsd > 0)
            parts.Add(snapshot.ForecastUsd is { } forecast ? $"{Figures.Dollars(snapshot.CostUsd)} of about {Figures.Dollars(forecast)}" : Figures.Dollars(snapshot.CostUsd));
        if (snapshot.ReplayedCalls > 0)
            parts.Add($"{Figures.Of(snapshot.ReplayedCalls, "call")} from the store");
        if (snapshot.Eta is { } eta)
            parts.Add($"{Figures.Seconds(eta.TotalMilliseconds)} left");
        return string.Join(" · ", parts);
    }
}
