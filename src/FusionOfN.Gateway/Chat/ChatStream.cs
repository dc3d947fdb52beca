using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;

namespace FusionOfN.Gateway;

/// <summary>Writes a run as the chunks of a streamed chat completion.</summary>
internal sealed class ChatStream : RunStream
{
    private readonly ChatBody _body;
    private readonly RunProgressWriter? _progress;
    private readonly PassedReply _passed = new();
    private readonly StreamedCalls _calls = new();
    private readonly long _created;
    private string? _id;
    private PassedPiece? _waiting;
    private bool _said;

    public ChatStream(HttpResponse response, SseStream stream, PlannedRun run, ChatBody body, DateTimeOffset now)
        : base(response, stream, run)
    {
        _body = body;
        _created = now.ToUnixTimeSeconds();
        _progress = body.IncludeEvents ? new RunProgressWriter(run) : null;
    }

    protected override void Tell(FusionEvent step)
    {
        if (_progress?.Describes(step) != true)
            return;

        var json = BeginChunk();
        json.WriteEndArray();
        _progress.Write(json, step);
        EndChunk(json);
    }

    protected override void Add(string text) => WriteDelta("content"u8, text);

    protected override void End(FusionOutcome outcome)
    {
        if (Refusals.TextOf(outcome) is { } refusal)
            WriteDelta("refusal"u8, refusal);
        WriteCalls(outcome);

        if (!_said || _waiting is not null)
            EndDelta(BeginDelta());
        EndDelta(BeginDelta(), ChatCompletionWriter.FinishReasonOf(outcome, _passed));
        foreach (var other in _passed.Others)
            WriteOther(new PassedPiece(other.Index, [], []), other.FinishReason ?? "stop");
        if (_body.IncludeUsage)
        {
            var usage = BeginChunk();
            usage.WriteEndArray();
            UsageWriter.WriteChat(usage, outcome.Receipt.Usage, Run.IsFusion);
            EndChunk(usage);
        }

        Stream.WriteDone();
    }

    /// <summary>Writes the calls for tools that were not passed on as they came.</summary>
    private void WriteCalls(FusionOutcome outcome)
    {
        var begun = _calls.Count;
        List<FunctionCallContent> functions = [.. outcome.ToolCalls.Where(call => !_calls.Take(call.CallId))];
        List<JsonObject> foreign = [.. _passed.First.ForeignCalls.Where(call => PassedChoice.Text(call["id"]) is not { } id || !_calls.Take(id))];
        if (functions.Count + foreign.Count == 0)
            return;

        var json = BeginDelta();
        ChatCompletionWriter.WriteToolCalls(json, functions, foreign, _passed.First, firstIndex: begun);
        EndDelta(json);
    }

    protected override void Fail(GatewayException error)
    {
        // OpenRouter's clients read an error in a stream as a chunk that has one.
        if (OpenRouterShape.IsFor(Response.HttpContext))
        {
            var chunk = BeginChunk();
            chunk.WriteEndArray();
            ErrorWriter.Write(chunk, error, isOpenRouter: true);
            EndChunk(chunk);
        }
        else
        {
            Stream.Write(json =>
            {
                json.WriteStartObject();
                ErrorWriter.Write(json, error);
                json.WriteEndObject();
            });
        }

        Stream.WriteDone();
    }

    /// <summary>Passes on what a plain model's reply holds: what it thinks, further answers, and what the next piece of the answer will carry.</summary>
    protected override void Pass(CandidateDelta delta)
    {
        foreach (var piece in _passed.Add(delta.Reply))
        {
            if (piece.Index > 0)
            {
                WriteOther(piece, finishReason: null);
                continue;
            }

            if (_waiting is not null)
                EndDelta(BeginDelta());
            _waiting = piece;
        }

        if (delta.Reasoning is { Length: > 0 } reasoning)
            WriteDelta("reasoning_content"u8, reasoning);
        foreach (var piece in _calls.Add(delta.Reply))
        {
            var json = BeginDelta();
            json.WriteStartArray("tool_calls"u8);
            piece.WriteTo(json);
            json.WriteEndArray();
            EndDelta(json);
        }
    }

    private void WriteOther(PassedPiece piece, string? finishReason)
    {
        var json = BeginChunk();
        json.WriteStartObject();
        json.WriteNumber("index"u8, piece.Index);
        json.WriteStartObject("delta"u8);
        ChatCompletionWriter.WriteFields(json, piece.Message);
        json.WriteEndObject();
        ChatCompletionWriter.WriteFields(json, piece.Beside);
        json.WriteString("finish_reason"u8, finishReason);
        json.WriteEndObject();
        json.WriteEndArray();
        EndChunk(json);
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
        ChatCompletionWriter.WriteFields(json, _waiting?.Message);
        return json;
    }

    private void EndDelta(Utf8JsonWriter json, string? finishReason = null)
    {
        json.WriteEndObject();
        ChatCompletionWriter.WriteFields(json, _waiting?.Beside);
        _waiting = null;
        json.WriteString("finish_reason"u8, finishReason);
        json.WriteEndObject();
        json.WriteEndArray();
        EndChunk(json);
    }

    /// <summary>Begins a chunk, up to what stands in its choices.</summary>
    private Utf8JsonWriter BeginChunk()
    {
        var json = Stream.Begin();
        json.WriteStartObject();
        json.WriteString("id"u8, RunId.Length == 0 ? "" : _id ??= ChatCompletionWriter.IdOf(RunId));
        json.WriteString("object"u8, "chat.completion.chunk"u8);
        json.WriteNumber("created"u8, _created);
        json.WriteString("model"u8, Model);
        ChatCompletionWriter.WriteFields(json, _passed.TakeEnvelope());
        json.WriteStartArray("choices"u8);
        return json;
    }

    private void EndChunk(Utf8JsonWriter json)
    {
        json.WriteEndObject();
        Stream.End();
    }
}
