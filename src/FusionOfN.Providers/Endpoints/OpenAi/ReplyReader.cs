using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace FusionOfN.Providers;

/// <summary>
/// Reads one reply: the chunks of a stream, or a whole completion, which is a chunk with everything in it. Takes only what the engine needs, straight
/// from the bytes, because a fused answer is read from hundreds of chunks.
/// </summary>
/// <remarks>Source: the OpenAI API reference, and what servers that follow it are known to send besides.</remarks>
internal sealed class ReplyReader
{
    private readonly FailureFactory _failures;
    private readonly ArrayBufferWriter<char> _text = new();
    private readonly ArrayBufferWriter<char> _reasoning = new();
    private readonly List<ToolCallParts> _calls = [];
    private StringBuilder? _refusal;
    private ChatFinishReason? _finish;
    private UsageDetails? _usage;
    private decimal? _cost;
    private string? _id;
    private string? _model;
    private DateTimeOffset? _created;
    private List<JsonObject>? _chunks;
    private bool _hasChoice;
    private bool _hasNews;

    public ReplyReader(FailureFactory failures) => _failures = failures;

    /// <summary>Whether the chunks are handed on beside what is read of them.</summary>
    public bool KeepsReply { get; init; }

    /// <summary>How many answers were asked for. With several, the first is read; the others are in the chunks.</summary>
    public int Choices { get; init; } = 1;

    /// <summary>Whether the end mark was read.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Reads the data of an event; false when it is the end mark.</summary>
    /// <exception cref="EndpointException">It is an error in place of an answer.</exception>
    /// <exception cref="JsonException">It is no JSON object.</exception>
    public bool Read(ReadOnlySpan<byte> data)
    {
        if (data.StartsWith("[DONE]"u8))
        {
            HasEnded = true;
            return false;
        }

        // Some servers send events without data to keep the connection alive.
        if (!data.IsEmpty) ReadChunk(data);
        _hasNews = true;
        return true;
    }

    /// <summary>Reads a completion that came in one piece.</summary>
    /// <param name="json">The body.</param>
    /// <param name="contentType">Its type, for the error when it is none.</param>
    /// <exception cref="EndpointException">It is no completion, or an error in place of one.</exception>
    public void ReadWhole(ReadOnlySpan<byte> json, string? contentType)
    {
        try
        {
            ReadChunk(json);
        }
        catch (JsonException)
        {
            throw _failures.Make(EndpointFailureKind.GarbageReply, $"the answer is not JSON (content type {contentType ?? "unknown"})", isTransient: true);
        }

        if (!_hasChoice) throw _failures.Make(EndpointFailureKind.GarbageReply, "the answer has no \"choices\"", isTransient: true);
    }

    /// <summary>What was read since it was last taken; null when nothing was.</summary>
    public ChatResponseUpdate? Take()
    {
        if (!_hasNews) return null;
        _hasNews = false;
        ChatResponseUpdate update = new()
        {
            Role = ChatRole.Assistant,
            ResponseId = _id,
            MessageId = _id,
            ModelId = _model,
            CreatedAt = _created,
            FinishReason = _finish,
        };

        // Reasoning comes before the text, as it does from the other providers.
        if (_reasoning.WrittenCount > 0) update.Contents.Add(new TextReasoningContent(new string(_reasoning.WrittenSpan)));
        if (_text.WrittenCount > 0) update.Contents.Add(new TextContent(new string(_text.WrittenSpan)));
        _reasoning.ResetWrittenCount();
        _text.ResetWrittenCount();
        if (_finish is not null) AddWholes(update);
        if (_chunks is not null) update.AdditionalProperties = new() { [FusionProperties.Reply] = _chunks };
        _chunks = null;
        return update;
    }

    /// <summary>The rest, with what the reply cost: some servers count anew in each chunk, and the last count holds.</summary>
    public ChatResponseUpdate TakeLast()
    {
        _hasNews = true;
        ChatResponseUpdate update = Take()!;
        if (_usage is not null) update.Contents.Add(new UsageContent(_usage));
        if (_cost is not null) (update.AdditionalProperties ??= [])[FusionProperties.CostUsd] = _cost.Value;
        return update;
    }

    // What arrives in parts is passed on whole, when it is whole.
    private void AddWholes(ChatResponseUpdate update)
    {
        foreach (ToolCallParts call in _calls) update.Contents.Add(call.ToContent());
        _calls.Clear();
        if (_refusal is null) return;
        _finish = update.FinishReason = ChatFinishReason.ContentFilter;
        update.Contents.Add(new ErrorContent(_refusal.ToString()) { ErrorCode = "Refusal" });
        _refusal = null;
    }

    private void ReadChunk(ReadOnlySpan<byte> json)
    {
        if (KeepsReply) Keep(json);
        Utf8JsonReader reader = new(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new JsonException();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("choices"u8)) ReadChoices(ref reader);
            else if (reader.ValueTextEquals("id"u8)) _id = ReplyText.Read(ref reader, _id) ?? _id;
            else if (reader.ValueTextEquals("model"u8)) _model = ReplyText.Read(ref reader, _model) ?? _model;
            else if (reader.ValueTextEquals("created"u8)) ReadCreated(ref reader);
            else if (reader.ValueTextEquals("usage"u8)) ReadUsage(ref reader);
            else if (reader.ValueTextEquals("error"u8)) ThrowIfError(ref reader, json);
            else reader.Skip();
        }
    }

    private void Keep(ReadOnlySpan<byte> json)
    {
        if (JsonNode.Parse(json) is JsonObject chunk) (_chunks ??= []).Add(chunk);
    }

    private void ReadCreated(ref Utf8JsonReader reader)
    {
        if (ReplyText.ReadInteger(ref reader) is { } seconds and > 0 and < uint.MaxValue) _created ??= DateTimeOffset.FromUnixTimeSeconds(seconds);
    }

    private void ReadChoices(ref Utf8JsonReader reader)
    {
        if (!ReplyText.Enter(ref reader, JsonTokenType.StartArray)) return;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject) ReadChoice(ref reader);
            else reader.Skip();
        }
    }

    // Only one answer is asked for; a server that gives more is read as if it had not.
    private void ReadChoice(ref Utf8JsonReader reader)
    {
        long index = 0;
        _hasChoice = true;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("index"u8)) index = ReplyText.ReadInteger(ref reader) ?? 0;
            else if (index != 0) reader.Skip();
            else if (reader.ValueTextEquals("delta"u8) || reader.ValueTextEquals("message"u8)) ReadMessage(ref reader);
            else if (reader.ValueTextEquals("finish_reason"u8)) ReadFinishReason(ref reader);
            else reader.Skip();
        }
    }

    private void ReadMessage(ref Utf8JsonReader reader)
    {
        if (!ReplyText.Enter(ref reader, JsonTokenType.StartObject)) return;
        int reasoned = _reasoning.WrittenCount;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("content"u8)) ReplyText.Append(ref reader, _text);
            else if (reader.ValueTextEquals("reasoning_content"u8) || reader.ValueTextEquals("reasoning"u8))
            {
                // Some servers send both spellings: once is enough.
                if (_reasoning.WrittenCount == reasoned) ReplyText.Append(ref reader, _reasoning);
                else reader.Skip();
            }
            else if (reader.ValueTextEquals("refusal"u8)) Refuse(ReplyText.Read(ref reader));
            else if (reader.ValueTextEquals("tool_calls"u8)) ToolCallParts.Read(ref reader, _calls);
            else reader.Skip();
        }
    }

    private void Refuse(string? refusal)
    {
        if (refusal is { Length: > 0 }) (_refusal ??= new StringBuilder()).Append(refusal);
    }

    private void ReadFinishReason(ref Utf8JsonReader reader)
    {
        if (ReplyText.Read(ref reader) is not { Length: > 0 } reason) return;
        _finish = FinishReasons.Map(reason)
            ?? throw _failures.Make(EndpointFailureKind.Interrupted, $"the server gave up in the middle of the answer (finish reason '{reason}')", isTransient: true);
    }

    private void ReadUsage(ref Utf8JsonReader reader)
    {
        if (!ReplyText.Enter(ref reader, JsonTokenType.StartObject)) return;
        _usage = UsageReader.Read(ref reader, out decimal? cost);
        _cost = cost ?? _cost;
    }

    private void ThrowIfError(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        reader.Skip();
        if (reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.String)) return;
        using JsonDocument whole = JsonDocument.Parse(json.ToArray());
        if (_failures.FindError(whole.RootElement) is { } error) throw _failures.InsideAnswer(error);
    }
}
