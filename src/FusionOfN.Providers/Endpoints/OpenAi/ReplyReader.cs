using System.Text;
using System.Text.Json;
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
    private readonly List<ToolCallParts> _calls = [];
    private StringBuilder? _refusal;
    private UsageDetails? _usage;
    private decimal? _cost;
    private string? _id;
    private string? _model;
    private DateTimeOffset? _created;
    private bool _hasChoice;

    public ReplyReader(FailureFactory failures) => _failures = failures;

    /// <summary>What the reply cost, to be passed on when it has ended, since some servers count anew in each chunk; null when the server did not say.</summary>
    public ChatResponseUpdate? Usage
    {
        get
        {
            if (_usage is null && _cost is null) return null;
            ChatResponseUpdate update = Complete(new ChatResponseUpdate());
            if (_usage is not null) update.Contents.Add(new UsageContent(_usage));
            if (_cost is not null) update.AdditionalProperties = new() { [FusionProperties.CostUsd] = _cost.Value };
            return update;
        }
    }

    /// <summary>Reads a completion that came in one piece.</summary>
    /// <param name="json">The body.</param>
    /// <param name="contentType">Its type, for the error when it is none.</param>
    /// <exception cref="EndpointException">It is no completion, or an error in place of one.</exception>
    public ChatResponseUpdate ReadWhole(ReadOnlySpan<byte> json, string? contentType)
    {
        ChatResponseUpdate update;
        try
        {
            update = Read(json);
        }
        catch (JsonException)
        {
            throw _failures.Make(EndpointFailureKind.GarbageReply, $"the answer is not JSON (content type {contentType ?? "unknown"})", isTransient: true);
        }

        return _hasChoice ? update : throw _failures.Make(EndpointFailureKind.GarbageReply, "the answer has no \"choices\"", isTransient: true);
    }

    /// <summary>Reads a chunk.</summary>
    /// <exception cref="EndpointException">It is an error in place of an answer.</exception>
    /// <exception cref="JsonException">It is no JSON object.</exception>
    public ChatResponseUpdate Read(ReadOnlySpan<byte> json)
    {
        // Some servers send events without data to keep the connection alive.
        if (json.IsEmpty) return Complete(new ChatResponseUpdate());
        Utf8JsonReader reader = new(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new JsonException();
        ChatResponseUpdate update = new();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("choices"u8)) ReadChoices(ref reader, update);
            else if (reader.ValueTextEquals("id"u8)) _id = ReplyText.Read(ref reader, _id);
            else if (reader.ValueTextEquals("model"u8)) _model = ReplyText.Read(ref reader, _model);
            else if (reader.ValueTextEquals("created"u8)) ReadCreated(ref reader);
            else if (reader.ValueTextEquals("usage"u8)) ReadUsage(ref reader);
            else if (reader.ValueTextEquals("error"u8)) ThrowIfError(ref reader, json);
            else reader.Skip();
        }

        return Complete(update);
    }

    private ChatResponseUpdate Complete(ChatResponseUpdate update)
    {
        update.Role = ChatRole.Assistant;
        update.ResponseId = update.MessageId = _id;
        update.ModelId = _model;
        update.CreatedAt = _created;
        if (update.FinishReason is null) return update;

        // What arrives in parts is passed on whole, when it is whole.
        foreach (ToolCallParts call in _calls) update.Contents.Add(call.ToContent());
        _calls.Clear();
        if (_refusal is null) return update;
        update.FinishReason = ChatFinishReason.ContentFilter;
        update.Contents.Add(new ErrorContent(_refusal.ToString()) { ErrorCode = "Refusal" });
        return update;
    }

    private void ReadCreated(ref Utf8JsonReader reader)
    {
        if (ReplyText.ReadInteger(ref reader) is { } seconds and > 0 and < uint.MaxValue) _created ??= DateTimeOffset.FromUnixTimeSeconds(seconds);
    }

    private void ReadChoices(ref Utf8JsonReader reader, ChatResponseUpdate update)
    {
        if (!ReplyText.Enter(ref reader, JsonTokenType.StartArray)) return;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject) ReadChoice(ref reader, update);
            else reader.Skip();
        }
    }

    // Only one answer is asked for; a server that gives more is read as if it had not.
    private void ReadChoice(ref Utf8JsonReader reader, ChatResponseUpdate update)
    {
        long index = 0;
        _hasChoice = true;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("index"u8)) index = ReplyText.ReadInteger(ref reader) ?? 0;
            else if (index != 0) reader.Skip();
            else if (reader.ValueTextEquals("delta"u8) || reader.ValueTextEquals("message"u8)) ReadMessage(ref reader, update);
            else if (reader.ValueTextEquals("finish_reason"u8)) ReadFinishReason(ref reader, update);
            else reader.Skip();
        }
    }

    private void ReadMessage(ref Utf8JsonReader reader, ChatResponseUpdate update)
    {
        if (!ReplyText.Enter(ref reader, JsonTokenType.StartObject)) return;
        string? text = null;
        string? reasoning = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("content"u8)) text = ReplyText.ReadContent(ref reader);
            else if (reader.ValueTextEquals("reasoning_content"u8) || reader.ValueTextEquals("reasoning"u8))
                reasoning = ReplyText.Read(ref reader) is { Length: > 0 } said ? reasoning ?? said : reasoning;
            else if (reader.ValueTextEquals("refusal"u8)) Refuse(ReplyText.Read(ref reader));
            else if (reader.ValueTextEquals("tool_calls"u8)) ToolCallParts.Read(ref reader, _calls);
            else reader.Skip();
        }

        // Reasoning comes before the text, as it does from the other providers. Some servers send both spellings: once is enough.
        if (reasoning is { Length: > 0 }) update.Contents.Add(new TextReasoningContent(reasoning));
        if (text is { Length: > 0 }) update.Contents.Add(new TextContent(text));
    }

    private void Refuse(string? refusal)
    {
        if (refusal is { Length: > 0 }) (_refusal ??= new StringBuilder()).Append(refusal);
    }

    private void ReadFinishReason(ref Utf8JsonReader reader, ChatResponseUpdate update)
    {
        if (ReplyText.Read(ref reader) is not { Length: > 0 } reason) return;
        update.FinishReason = FinishReasons.Map(reason)
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
