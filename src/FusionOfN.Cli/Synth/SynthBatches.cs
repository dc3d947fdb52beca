using System.Text.Json;
using FusionOfN.Cli.Rendering;
using FusionOfN.Jobs;

namespace FusionOfN.Cli;

/// <summary>The batches of a job of <c>synth run --batch</c>: sent, waited for and told about between two runs over its prompts.</summary>
internal sealed class SynthBatches
{
    private readonly CliHost _host;
    private readonly bool _json;
    private readonly JobBatches _batches;
    private JobSnapshot? _snapshot;

    private SynthBatches(CliHost host, bool json, JobBatches batches) => (_host, _json, _batches) = (host, json, batches);

    /// <summary>The batches of a job whose models were wrapped.</summary>
    /// <exception cref="CliException">No model's endpoint takes batches.</exception>
    public static SynthBatches Create(CliHost host, SynthChoice choice, JobLog log, JobCalls calls, string folder)
    {
        if (calls.BatchedModels.Count == 0)
        {
            throw CliException.Configuration(
                "--batch: no model of this job is at an endpoint that takes batches", "Say so in fusion.yaml, at the endpoint: 'batch: openai', azure, anthropic or vllm. Without --batch every call is sent at once.");
        }

        host.Error.WriteLine($"in batches: {string.Join(", ", calls.BatchedModels)}; other models are called at once");
        return new SynthBatches(host, choice.Json, new JobBatches(log, calls, new JobBatchesOptions { Folder = Path.Combine(folder, "batches"), Time = host.Time }));
    }

    /// <summary>Waits until more of the job can be done.</summary>
    /// <param name="result">How the job stands.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>How the job ended; null when it is to be run again.</returns>
    public async Task<JobResult?> WaitAsync(JobResult result, CancellationToken cancellationToken)
    {
        _snapshot = result.Snapshot;
        try
        {
            BatchRound round = await _batches.RunAsync(Show, cancellationToken);
            return round.End switch
            {
                BatchRoundEnd.Answered => null,
                BatchRoundEnd.Stopped => result with { End = JobEnd.EndpointDown, Reason = round.Reason },
                _ when result.End == JobEnd.WaitsForBatches => result with { End = JobEnd.EndpointDown, Reason = "what is missing is in batches of another job of this store, which has to be run to its end first" },
                _ => result,
            };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return result with { End = JobEnd.Drained };
        }
    }

    /// <summary>A batch in one line.</summary>
    public static string Describe(BatchSummary batch)
    {
        string state = batch.State switch
        {
            BatchState.Asked => "asked for",
            BatchState.Read => "read",
            BatchState.Refused => $"refused: {TerminalText.OneLine(batch.Reason ?? batch.RemoteState ?? "")}",
            _ => TerminalText.OneLine(batch.RemoteState ?? "made"),
        };
        string done = batch is { State: BatchState.Made, Completed: { } completed } ? $", {Figures.Count(completed)} answered" : "";
        string name = batch.RemoteId is { } id && id != batch.Id ? $" ({TerminalText.OneLine(id)})" : "";
        return $"batch of {Figures.Of(batch.Calls, "call")} to {TerminalText.OneLine(batch.Model)} at {TerminalText.OneLine(batch.Place)}{name}: {state}{done}";
    }

    private void Show(BatchSummary batch)
    {
        if (_json)
            _host.Out.WriteLine(JsonSerializer.Serialize(new SynthEvent("batch", _snapshot!) { Batch = batch }, CliJson.Line.SynthEvent));
        _host.Error.WriteLine(Describe(batch));
    }
}
