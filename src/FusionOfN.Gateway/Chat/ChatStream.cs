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
    private readonly string _model;
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
        _model = run.Writer;
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
        {
            var json = BeginChunk();
            json.WriteEndArray();
            _progress.Write(json, step);
            EndChunk(json);
        }

        switch (step)
        {
            case AnswerDelta { Text.Length: > 0 } delta:
                WriteDelta("content"u8, delta.Text);
                break;
            case CandidateDelta { Reasoning: { Length: > 0 } reasoning } when _run.IsSolo:
                WriteDelta("reasoning_content"u8, reasoning);
                break;
            case FusionCompleted completed:
                End(completed.Outcome);
                break;
        }
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

        if (Refusals.TextOf(outcome) is { } refusal)
            WriteDelta("refusal"u8, refusal);
        if (outcome.ToolCalls.Count > 0)
        {
            var calls = BeginDelta();
            ChatCompletionWriter.WriteToolCalls(calls, outcome.ToolCalls, withIndex: true);
            EndDelta(calls);
        }

        if (!_said)
            EndDelta(BeginDelta());
        EndDelta(BeginDelta(), ChatCompletionWriter.FinishReasonOf(outcome));
        if (_body.IncludeUsage)
        {
            var usage = BeginChunk();
            usage.WriteEndArray();
            UsageWriter.WriteChat(usage, outcome.Receipt.Usage, _run.IsFusion);
            EndChunk(usage);
        }

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

    private void WriteDelta(ReadOnlySpan<byte> field, string text)
    {
        var json = BeginDelta();
        json.WriteString(field, text);
        EndDelta(json);
    }

    private Utf8JsonWriter BeginDelta()
    {
        var json = BeginChunk();
        json.WriteStartObject();
        json.WriteNumber("index"u8, 0);
        json.WriteStartObject("delta"u8);
        if (!_said)
            json.WriteString("role"u8, "assistant"u8);
        _said = true;
        return json;
    }

    private void EndDelta(Utf8JsonWriter json, string? finishReason = null)
    {
        json.WriteEndObject();
        json.WriteString("finish_reason"u8, finishReason);
        json.WriteEndObject();
        json.WriteEndArray();
        EndChunk(json);
    }

    /// <summary>Begins a chunk, up to what stands in its choices.</summary>
    private Utf8JsonWriter BeginChunk()
    {
        var json = _stream.Begin();
        json.WriteStartObject();
        json.WriteString("id"u8, _id);
        json.WriteString("object"u8, "chat.completion.chunk"u8);
        json.WriteNumber("created"u8, _created);
        json.WriteString("model"u8, _model);
        json.WriteNull("system_fingerprint"u8);
        json.WriteStartArray("choices"u8);
        return json;
    }

    private void EndChunk(Utf8JsonWriter json)
    {
        json.WriteEndObject();
        _stream.End();
    }
}
