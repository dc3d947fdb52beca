using Microsoft.AspNetCore.Http;

namespace FusionOfN.Gateway;

/// <summary>Writes a run as the events of a streamed response.</summary>
internal sealed class ResponsesStream
{
    private readonly HttpResponse _response;
    private readonly PlannedRun _run;
    private readonly ResponsesBody _body;
    private readonly ResponseEvents _events;
    private readonly PassedReply _passed = new();
    private readonly RecentItems _recent;
    private readonly DateTimeOffset _startedAt;
    private ResponseIds _ids;
    private FusionCallEvents? _fusion;
    private StreamedText? _reasoning;
    private StreamedText? _message;
    private int _items;

    public ResponsesStream(HttpResponse response, SseStream stream, PlannedRun run, ResponsesBody body, RecentItems recent, DateTimeOffset now)
    {
        _response = response;
        _run = run;
        _body = body;
        _events = new ResponseEvents(stream);
        _recent = recent;
        _startedAt = now;
    }

    public void Write(FusionEvent step)
    {
        _fusion?.Write(step);
        switch (step)
        {
            case RunStarted started:
                Begin(started);
                break;
            case CandidateDelta delta when _run.IsSolo:
                _passed.Add(delta.Reply);
                if (delta.Reasoning is { Length: > 0 } reasoning)
                    (_reasoning ??= Open(new StreamedReasoning(_events, _ids.Reasoning, _items++))).Add(reasoning);
                break;
            case AnswerDelta { Text: { Length: > 0 } text }:
                (_message ??= Open(new StreamedMessage(_events, _ids.Message, _items++))).Add(text);
                break;
            case FusionCompleted completed:
                End(completed.Outcome);
                break;
        }
    }

    /// <summary>Ends the stream with an error that is not the run's.</summary>
    public void Fail(GatewayException fault) => _events.Send("error", json =>
    {
        json.WriteString("code"u8, fault.Code ?? fault.FailureReason);
        json.WriteString("message"u8, fault.Message);
        json.WriteString("param"u8, fault.Param);
    });

    private void Begin(RunStarted started)
    {
        _ids = new ResponseIds(started.RunId);
        RunHeaders.Write(_response, started);
        SendRunning("response.created");
        SendRunning("response.in_progress");
        if (!OutputItems.HasFusion(_run, _body))
            return;

        var index = _items++;
        _events.SendItem("response.output_item.added", index, json => OutputItemWriter.WriteFusion(json, _ids.Fusion, _run, outcome: null));

        // By request only: the stream helper of OpenAI's client for Node throws at a type of event that it does not know.
        if (!_body.Chat.IncludeEvents)
            return;
        _fusion = new FusionCallEvents(_events, _run, _ids.Fusion, index, started.Members);
        _fusion.Begin();
    }

    private void SendRunning(string type) => _events.Send(type, json =>
    {
        json.WritePropertyName("response"u8);
        ResponseWriter.WriteRunning(json, _run, _body, _ids.RunId, _startedAt);
    });

    private void End(FusionOutcome outcome)
    {
        EndItems(outcome);
        ResponsesEndpoint.Keep(_recent, _run, _body, outcome, _passed.First);
        _events.Send($"response.{ResponseWriter.StatusOf(outcome)}", json =>
        {
            json.WritePropertyName("response"u8);
            ResponseWriter.Write(json, _run, _body, outcome, _passed);
        });
    }

    private void EndItems(FusionOutcome outcome)
    {
        if (OutputItems.HasFusion(_run, _body))
        {
            _fusion?.End();
            _events.SendItem("response.output_item.done", 0, json => OutputItemWriter.WriteFusion(json, _ids.Fusion, _run, outcome));
        }

        // What was opened is closed, also when the run failed: clients wait for the end of each item.
        bool hasAnswer = RunFailure.HasAnswer(outcome.Receipt);
        var calls = OutputCall.Of(_ids, _body, outcome, _passed.First).ToList();
        if (Refusals.TextOf(outcome) is { } refusal)
            (_message ??= Open(new StreamedRefusal(_events, _ids.Message, _items++))).Add(refusal);
        else if (hasAnswer && calls.Count == 0)
            _message ??= Open(new StreamedMessage(_events, _ids.Message, _items++));
        _reasoning?.End(isCutOff: false);
        SendAnnotations();
        _message?.End(isCutOff: !hasAnswer || ResponseWriter.IncompleteOf(outcome) is not null);
        foreach (var call in calls)
            SendCall(call);
    }

    private void SendAnnotations()
    {
        if (_message is not StreamedMessage message)
            return;

        message.Passed = _passed.First;
        var number = 0;
        foreach (var annotation in OutputItemWriter.AnnotationsOf(_passed.First))
        {
            message.Send("annotation.added", json =>
            {
                json.WriteNumber("annotation_index"u8, number++);
                json.WritePropertyName("annotation"u8);
                annotation.WriteTo(json);
            });
        }
    }

    // Which calls are made is known when the panel has voted, so that a call comes in one piece.
    private void SendCall(OutputCall call)
    {
        var index = _items++;
        var name = call.IsCustom ? "custom_tool_call_input" : "function_call_arguments";
        _events.SendItem("response.output_item.added", index, json => call.Write(json, isDone: false));
        _events.SendOf($"response.{name}.delta", call.ItemId, index, json => json.WriteString("delta"u8, call.Input));
        _events.SendOf($"response.{name}.done", call.ItemId, index, json =>
        {
            if (!call.IsCustom)
                json.WriteString("name"u8, call.Name);
            json.WriteString(call.Field, call.Input);
        });
        _events.SendItem("response.output_item.done", index, json => call.Write(json, isDone: true));
    }

    private static StreamedText Open(StreamedText item)
    {
        item.Begin();
        return item;
    }
}
