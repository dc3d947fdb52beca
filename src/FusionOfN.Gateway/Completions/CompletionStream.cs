using Microsoft.AspNetCore.Http;

namespace FusionOfN.Gateway;

/// <summary>Writes a run as the chunks of a streamed completion.</summary>
internal sealed class CompletionStream
{
    private readonly HttpResponse _response;
    private readonly SseStream _stream;
    private readonly PlannedRun _run;
    private readonly ChatBody _body;
    private readonly DateTimeOffset _created;
    private string _runId = "";
    private string _model;
    private FusionReceipt? _failed;

    public CompletionStream(HttpResponse response, SseStream stream, PlannedRun run, ChatBody body, DateTimeOffset now)
    {
        _response = response;
        _stream = stream;
        _run = run;
        _body = body;
        _model = run.Writer;
        _created = now;
    }

    /// <summary>Why there is no answer, when that was found out before the first byte, so that it can have a status of its own.</summary>
    public GatewayException? FailedBeforeStart => _failed is not null && !_stream.HasStarted ? RunFailure.Of(_failed) : null;

    public void Write(FusionEvent step)
    {
        switch (step)
        {
            case RunStarted started:
                _runId = started.RunId;
                RunHeaders.Write(_response, started);
                break;
            case AnswerDelta { Text.Length: > 0 } delta:
                _model = delta.ModelServed ?? _model;
                Send(delta.Text, finishReason: null);
                break;
            case FusionCompleted completed:
                End(completed.Outcome);
                break;
        }
    }

    /// <summary>Ends the stream with an error.</summary>
    public void Fail(GatewayException error)
    {
        _stream.Write(json =>
        {
            json.WriteStartObject();
            ErrorWriter.Write(json, error);
            json.WriteEndObject();
        });
        _stream.WriteDone();
    }

    private void End(FusionOutcome outcome)
    {
        if (!RunFailure.HasAnswer(outcome.Receipt))
        {
            _failed = outcome.Receipt;
            if (_stream.HasStarted)
                Fail(RunFailure.Of(outcome.Receipt));
            return;
        }

        _model = ServedBy.Model(outcome.Receipt, _run);
        Send(Refusals.TextOf(outcome) ?? "", CompletionWriter.FinishReasonOf(outcome));
        if (_body.IncludeUsage)
        {
            _stream.Write(json =>
            {
                json.WriteStartObject();
                CompletionWriter.WriteHead(json, _runId, _created, _model);
                json.WriteStartArray("choices"u8);
                json.WriteEndArray();
                UsageWriter.WriteChat(json, outcome.Receipt.Usage, _run.IsFusion);
                json.WriteEndObject();
            });
        }

        _stream.WriteDone();
    }

    private void Send(string text, string? finishReason) => _stream.Write(json =>
    {
        json.WriteStartObject();
        CompletionWriter.WriteHead(json, _runId, _created, _model);
        CompletionWriter.WriteChoice(json, text, finishReason);
        json.WriteEndObject();
    });
}
