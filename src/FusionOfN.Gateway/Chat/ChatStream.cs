using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace FusionOfN.Gateway;

/// <summary>Writes a run as the chunks of a streamed chat completion.</summary>
internal sealed class ChatStream
{
    private readonly HttpResponse _response;
    private readonly SseStream _stream;
    private readonly PlannedRun _run;
    private readonly ChatBody _body;
    private readonly RunProgressWriter? _progress;
    private readonly long _created;
    private string _id = "";
    private bool _said;
    private FusionReceipt? _failed;

    public ChatStream(HttpResponse response, SseStream stream, PlannedRun run, ChatBody body, DateTimeOffset now)
    {
        _response = response;
        _stream = stream;
        _run = run;
        _body = body;
        _created = now.ToUnixTimeSeconds();
        _progress = body.IncludeEvents ? new RunProgressWriter(run) : null;
    }

    /// <summary>Why there is no answer, when that was found out before the first byte, so that it can have a status of its own.</summary>
    public GatewayException? FailedBeforeStart => _failed is not null && !_stream.HasStarted ? RunFailure.Of(_failed) : null;

    public void Write(FusionEvent step)
    {
        if (step is RunStarted started)
        {
            _id = ChatCompletionWriter.IdOf(started.RunId);
            RunHeaders.Write(_response, started);
        }

        if (_progress?.Describes(step) == true)
            _stream.Write(json => WriteChunk(json, choices: null, rest: () => _progress.Write(json, step)));

        switch (step)
        {
            case AnswerDelta { Text.Length: > 0 } delta:
                WriteDelta(json => json.WriteString("content"u8, delta.Text));
                break;
            case CandidateDelta { Reasoning: { Length: > 0 } reasoning } when _run.IsSolo:
                WriteDelta(json => json.WriteString("reasoning_content"u8, reasoning));
                break;
            case FusionCompleted completed:
                End(completed.Outcome);
                break;
        }
    }

    private void End(FusionOutcome outcome)
    {
        if (outcome.Receipt.Failure is not null)
        {
            _failed = outcome.Receipt;
            if (_stream.HasStarted)
                Fail(RunFailure.Of(outcome.Receipt));
            return;
        }

        if (outcome.ToolCalls.Count > 0)
            WriteDelta(json => ChatCompletionWriter.WriteToolCalls(json, outcome.ToolCalls, withIndex: true));
        if (!_said)
            WriteDelta(_ => { });
        _stream.Write(json => WriteChunk(json, _ => { }, finishReason: ChatCompletionWriter.FinishReasonOf(outcome)));
        if (_body.IncludeUsage)
            _stream.Write(json => WriteChunk(json, choices: null, rest: () => UsageWriter.WriteChat(json, outcome.Receipt.Usage, _run.IsFusion)));
        _stream.WriteDone();
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

    private void WriteDelta(Action<Utf8JsonWriter> delta)
    {
        var first = !_said;
        _said = true;
        _stream.Write(json => WriteChunk(json, inner =>
        {
            if (first)
                inner.WriteString("role"u8, "assistant"u8);
            delta(inner);
        }));
    }

    private void WriteChunk(Utf8JsonWriter json, Action<Utf8JsonWriter>? choices, string? finishReason = null, Action? rest = null)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, _id);
        json.WriteString("object"u8, "chat.completion.chunk"u8);
        json.WriteNumber("created"u8, _created);
        json.WriteString("model"u8, _run.Writer);
        json.WriteStartArray("choices"u8);
        if (choices is not null)
        {
            json.WriteStartObject();
            json.WriteNumber("index"u8, 0);
            json.WriteStartObject("delta"u8);
            choices(json);
            json.WriteEndObject();
            json.WriteString("finish_reason"u8, finishReason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        rest?.Invoke();
        json.WriteEndObject();
    }
}
