using System.Text.Json;

namespace FusionOfN.Gateway;

/// <summary>Tells what the panel does, as <c>response.fusion_call.*</c> events. Texts of the panel only when all is exposed, members only when anything is.</summary>
internal sealed class FusionCallEvents
{
    private readonly ResponseEvents _events;
    private readonly PlannedRun _run;
    private readonly string _itemId;
    private readonly int _index;
    private readonly IReadOnlyList<string> _members;

    public FusionCallEvents(ResponseEvents events, PlannedRun run, string itemId, int index, IReadOnlyList<string> members)
    {
        _events = events;
        _run = run;
        _itemId = itemId;
        _index = index;
        _members = members;
    }

    private Expose Expose => _run.Request.Ask.Expose;

    public void Begin() => Send("in_progress", _ => { });

    public void End() => Send("completed", _ => { });

    public void Write(FusionEvent step)
    {
        if (Expose < Expose.Summary)
            return;

        switch (step)
        {
            case CandidateStarted started:
                SendOfMember("panel.added", started.Index, started.Model, _ => { });
                break;
            case CandidateDelta delta when Expose == Expose.Full:
                Piece("panel.delta", delta.Index, delta.Text);
                Piece("panel.reasoning.delta", delta.Index, delta.Reasoning);
                break;
            case CandidateCompleted { Candidate: { State: CallState.Ok or CallState.Truncated } done }:
                SendOfMember("panel.completed", done.Index, done.Model, json =>
                {
                    if (Expose == Expose.Full)
                        json.WriteString("content"u8, done.Text);
                });
                break;
            case CandidateCompleted { Candidate: var failed }:
                SendOfMember("panel.failed", failed.Index, failed.Model, json =>
                {
                    json.WriteString("error"u8, failed.Failure?.Reason ?? Words.Of(failed.State));
                    if (failed.Failure?.StatusCode is { } status)
                        json.WriteNumber("status_code"u8, status);
                });
                break;
            case SamplingCompleted { Pool.Usable.Count: > 0 } when _run.Request.Ask.Analyse && _run.Recipe.Analyst is { } analyst:
                Send("analysis.in_progress", json => json.WriteString("judge_model"u8, analyst.Name));
                break;
            case AnalysisCompleted analysis:
                Send("analysis.completed", json => AnalysisWriter.Write(json, analysis.Analysis));
                break;
        }
    }

    private void Piece(string name, int index, string? text)
    {
        if (text is { Length: > 0 })
            SendOfMember(name, index, _members.ElementAtOrDefault(index), json => json.WriteString("delta"u8, text));
    }

    // One model may fill several slots, so that its name alone does not say which candidate is meant.
    private void SendOfMember(string name, int index, string? model, Action<Utf8JsonWriter> write) => Send(name, json =>
    {
        json.WriteString("model"u8, model);
        json.WriteNumber("candidate"u8, index);
        write(json);
    });

    private void Send(string name, Action<Utf8JsonWriter> write) => _events.SendOf($"response.fusion_call.{name}", _itemId, _index, write);
}
