using System.Text.Json;

namespace FusionOfN.Gateway;

/// <summary>Writes what happens in a run as the <c>fusion_event</c> of a chunk, for clients that opted in. Texts of the panel only when all is exposed.</summary>
internal sealed class RunProgressWriter
{
    private readonly PlannedRun _run;
    private IReadOnlyList<string> _members = [];

    public RunProgressWriter(PlannedRun run) => _run = run;

    /// <summary>Whether an event is told at all.</summary>
    public bool Describes(FusionEvent step)
    {
        if (step is RunStarted started)
            _members = started.Members;
        return step switch
        {
            CandidateDelta or AnswerDelta => step is CandidateDelta && _run.Request.Ask.Expose == Expose.Full,
            SamplingCompleted or FusionCancelled => false,
            _ => true,
        };
    }

    public void Write(Utf8JsonWriter json, FusionEvent step)
    {
        json.WriteStartObject("fusion_event"u8);
        switch (step)
        {
            case RunStarted started:
                json.WriteString("event"u8, "run.started"u8);
                json.WriteString("run_id"u8, started.RunId);
                json.WriteNumber("members"u8, started.Members.Count);
                break;
            case CandidateStarted started:
                Member(json, "panel.added"u8, started.Index, started.Model);
                break;
            case CandidateDelta delta:
                Member(json, "panel.delta"u8, delta.Index, _members.ElementAtOrDefault(delta.Index));
                json.WriteString("text"u8, delta.Text);
                break;
            case CandidateCompleted { Candidate.State: CallState.Ok or CallState.Truncated } done:
                Member(json, "panel.completed"u8, done.Candidate.Index, done.Candidate.Model);
                json.WriteNumber("latency_ms"u8, Math.Round(done.Call.LatencyMs, 1));
                if (_run.Request.Ask.Expose == Expose.Full)
                    json.WriteString("text"u8, done.Candidate.Text);
                break;
            case CandidateCompleted failed:
                Member(json, "panel.failed"u8, failed.Candidate.Index, failed.Candidate.Model);
                json.WriteString("error"u8, failed.Candidate.Failure?.Reason ?? Words.Of(failed.Candidate.State));
                break;
            case QuorumMet quorum:
                json.WriteString("event"u8, "quorum.met"u8);
                json.WriteNumber("usable"u8, quorum.Usable);
                json.WriteNumber("slots"u8, quorum.Slots);
                break;
            case AggregationStarted aggregation:
                json.WriteString("event"u8, "aggregation.started"u8);
                json.WriteString("aggregator"u8, aggregation.Aggregator);
                break;
            case AnalysisCompleted analysis:
                json.WriteString("event"u8, "analysis.completed"u8);
                AnalysisWriter.Write(json, analysis.Analysis);
                break;
            case AnswerDiscarded discarded:
                json.WriteString("event"u8, "answer.discarded"u8);
                json.WriteString("error"u8, discarded.Reason);
                break;
            case FusionCompleted completed:
                json.WriteString("event"u8, "run.completed"u8);
                FusionWriter.Write(json, _run, completed.Outcome);
                break;
        }

        json.WriteEndObject();
    }

    private static void Member(Utf8JsonWriter json, ReadOnlySpan<byte> name, int index, string? model)
    {
        json.WriteString("event"u8, name);
        json.WriteNumber("index"u8, index);
        json.WriteString("model"u8, model);
    }
}
