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
    private readonly WellFormedPieces _textPieces = new();
    private readonly WellFormedPieces _reasoningPieces = new();
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
    private bool _hasDelta;
    private bool _hasNews;
    private int _callsGiven;

    public ReplyReader(FailureFactory failures) => _failures = failures;

    /// <summary>Whether the chunks are handed on beside what is read of them.</summary>
    public bool KeepsReply { get; init; }

    /// <summary>How many answers were asked for. With several, the first is read; the others are in the chunks.</summary>
    public int Choices { get; init; } = 1;

    private static ReadOnlySpan<byte> EndMark => "[DONE]"u8;

    private static ReadOnlySpan<byte> Blank => " \t\r\n"u8;

    /// <summary>Whether the end mark was read.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Reads the data of an event; false when it is the end mark.</summary>
    /// <param name="data">The data.</param>
    /// <param name="isError">Whether the event says of itself that it is an error.</param>
    /// <exception cref="EndpointException">It is an error in place of an answer.</exception>
    /// <exception cref="JsonException">It is no JSON object.</exception>
    public bool Read(ReadOnlySpan<byte> data, bool isError)
    {
        if (isError) throw _failures.InsideAnswer(_failures.ReadError(Encoding.UTF8.GetString(data)));
        ReadChunks(data);
        _hasNews = true;
        return !HasEnded;
    }

    /// <summary>Reads a completion that came in one piece, or the chunks of one that came as JSON values without events around them.</summary>
    /// <param name="json">The body.</param>
    /// <param name="contentType">Its type, for the error when it is none.</param>
    /// <exception cref="EndpointException">It is no completion, or an error in place of one.</exception>
    public void ReadWhole(ReadOnlySpan<byte> json, string? contentType)
    {
        try
        {
            if (json.TrimStart(Blank).IsEmpty) throw new JsonException();
            ReadChunks(json);
        }
        catch (JsonException)
        {
            throw _failures.Make(EndpointFailureKind.GarbageReply, $"the answer is not JSON (content type {contentType ?? "unknown"})", isTransient: true);
        }

        HasEnded = true;
        if (!_hasChoice) throw NoChoices(json);
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
        Add(update, _reasoningPieces.Append(TakeFrom(_reasoning)), isReasoning: true);
        Add(update, _textPieces.Append(TakeFrom(_text)), isReasoning: false);
        if (_finish is not null) AddWholes(update);
        if (_chunks is not null) update.AdditionalProperties = new() { [FusionProperties.Reply] = _chunks };
        _chunks = null;
        return update;
    }

    /// <summary>The rest, with what the reply cost: some servers count anew in each chunk, and the last count holds.</summary>
    public ChatResponseUpdate TakeLast()
    {
        // A server that says that it has ended, or whose body has its end, and gives no reason, has none but the usual one.
        if (HasEnded && _hasChoice) _finish ??= _calls.Count > 0 ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop;
        _hasNews = true;
        ChatResponseUpdate update = Take()!;
        Add(update, _reasoningPieces.Complete(), isReasoning: true);
        Add(update, _textPieces.Complete(), isReasoning: false);
        if (_usage is not null) update.Contents.Add(new UsageContent(_usage));
        if (_cost is not null) (update.AdditionalProperties ??= [])[FusionProperties.CostUsd] = _cost.Value;
        return update;
    }

    private static string TakeFrom(ArrayBufferWriter<char> text)
    {
        string taken = new(text.WrittenSpan);
        text.ResetWrittenCount();
        return taken;
    }

    private static void Add(ChatResponseUpdate update, string text, bool isReasoning)
    {
        if (text.Length > 0) update.Contents.Add(isReasoning ? new TextReasoningContent(text) : new TextContent(text));
    }

    // What arrives in parts is passed on whole, when it is whole.
    private void AddWholes(ChatResponseUpdate update)
    {
        foreach (ToolCallParts call in _calls)
        {
            if (!call.IsEmpty) update.Contents.Add(call.ToContent(_callsGiven++));
        }

        _calls.Clear();
        if (_refusal is null) return;
        _finish = update.FinishReason = ChatFinishReason.ContentFilter;
        update.Contents.Add(new ErrorContent(WellFormedText.Of(_refusal.ToString())) { ErrorCode = "Refusal" });
        _refusal = null;
    }

    /// <summary>Reads JSON objects up to the end mark or the end. Some servers send events of blanks to keep the connection alive.</summary>
    private void ReadChunks(ReadOnlySpan<byte> json)
    {
        for (json = json.TrimStart(Blank); !json.IsEmpty; json = json[ReadChunk(json)..].TrimStart(Blank))
        {
            if (json.Length < EndMark.Length || !Ascii.EqualsIgnoreCase(json[..EndMark.Length], EndMark)) continue;
            HasEnded = true;
            return;
        }
    }

    /// <summary>Reads one JSON object; returns how many bytes it took.</summary>
    private int ReadChunk(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json, new JsonReaderOptions { AllowMultipleValues = true });
        if (!reader.Read()) throw new JsonException();
        if (reader.TokenType != JsonTokenType.StartObject) return ReadOther(ref reader);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (ReplyText.Is(ref reader, "choices"u8)) ReadChoices(ref reader, json);
            else if (ReplyText.Is(ref reader, "id"u8)) ReadId(ref reader);
            else if (ReplyText.Is(ref reader, "model"u8)) _model = ReplyText.Read(ref reader, _model) ?? _model;
            else if (ReplyText.Is(ref reader, "created"u8)) ReadCreated(ref reader);
            else if (ReplyText.Is(ref reader, "usage"u8)) ReadUsage(ref reader);
            else if (ReplyText.Is(ref reader, "x_groq"u8)) ReadGroq(ref reader);
            else if (ReplyText.Is(ref reader, "error"u8)) ThrowIfError(ref reader, json);
            else if (ReplyText.Is(ref reader, "object"u8)) ThrowIfErrorObject(ref reader, json);
            else reader.Skip();
        }

        if (reader.TokenType != JsonTokenType.EndObject) throw new JsonException();
        int length = (int)reader.BytesConsumed;
        if (KeepsReply) Keep(json[..length]);
        return length;
    }

    // Some servers write the end mark as a text, and nothing as null.
    private int ReadOther(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String && Ascii.EqualsIgnoreCase(reader.ValueSpan, EndMark)) HasEnded = true;
        else if (reader.TokenType != JsonTokenType.Null) throw new JsonException();
        return (int)reader.BytesConsumed;
    }

    // One reply is one message, whatever it is called from chunk to chunk.
    private void ReadId(ref Utf8JsonReader reader)
    {
        string? id = ReplyText.Read(ref reader, _id);
        _id ??= id;
    }

    private void Keep(ReadOnlySpan<byte> json)
    {
        if (KeptReply.Parse(WellFormedText.OfJson(Encoding.UTF8.GetString(json))) is JsonObject chunk) (_chunks ??= []).Add(chunk);
    }

    private void ReadCreated(ref Utf8JsonReader reader)
    {
        if (ReplyText.ReadInteger(ref reader) is { } seconds and > 0 and < uint.MaxValue) _created ??= DateTimeOffset.FromUnixTimeSeconds(seconds);
    }

    private void ReadGroq(ref Utf8JsonReader reader)
    {
        if (!ReplyText.Enter(ref reader, JsonTokenType.StartObject)) return;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (ReplyText.Is(ref reader, "usage"u8)) ReadUsage(ref reader);
            else reader.Skip();
        }
    }

    // Mostly one answer is asked for. One alone in a chunk is it, whatever its number; a server that gives more is read as if it had given number 0.
    private void ReadChoices(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (!ReplyText.Enter(ref reader, JsonTokenType.StartArray)) return;
        int answer = AnswerAmong(reader);
        for (int place = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; place++)
        {
            if (reader.TokenType == JsonTokenType.StartObject && place == answer) ReadChoice(ref reader, json);
            else reader.Skip();
        }
    }

    private int AnswerAmong(Utf8JsonReader ahead)
    {
        int first = -1;
        for (int place = 0; ahead.Read() && ahead.TokenType != JsonTokenType.EndArray; place++)
        {
            if (ahead.TokenType != JsonTokenType.StartObject)
            {
                ahead.Skip();
                continue;
            }

            long? index = null;
            while (ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName)
            {
                if (!ReplyText.Is(ref ahead, "index"u8)) ahead.Skip();
                else if ((index = ReplyText.ReadInteger(ref ahead)) == 0) return place;
            }

            if (first < 0 && (Choices == 1 || index is null)) first = place;
        }

        return first;
    }

    private void ReadChoice(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        _hasChoice = true;
        _hasDelta = _hasDelta || HasObject(reader, "delta"u8);
        bool isCompletion = !_hasDelta && !HasObject(reader, "message"u8);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (ReplyText.Is(ref reader, "delta"u8)) ReadMessage(ref reader);
            else if (ReplyText.Is(ref reader, "message"u8) && !_hasDelta) ReadMessage(ref reader);
            else if (ReplyText.Is(ref reader, "text"u8) && isCompletion) ReplyText.Append(ref reader, _text);
            else if (ReplyText.Is(ref reader, "finish_reason"u8)) ReadFinishReason(ref reader);
            else if (ReplyText.Is(ref reader, "usage"u8)) ReadUsage(ref reader);
            else if (ReplyText.Is(ref reader, "error"u8)) ThrowIfError(ref reader, json);
            else reader.Skip();
        }
    }

    // Some servers send the new text as the delta and all text so far as the message beside it.
    private static bool HasObject(Utf8JsonReader ahead, ReadOnlySpan<byte> name)
    {
        while (ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName)
        {
            if (ReplyText.Is(ref ahead, name)) return ReplyText.Enter(ref ahead, JsonTokenType.StartObject);
            ahead.Skip();
        }

        return false;
    }

    private void ReadMessage(ref Utf8JsonReader reader)
    {
        if (!ReplyText.Enter(ref reader, JsonTokenType.StartObject)) return;
        int reasoned = _reasoning.WrittenCount;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (ReplyText.Is(ref reader, "content"u8)) ReplyText.Append(ref reader, _text, _reasoning);
            else if (ReplyText.Is(ref reader, "reasoning_content"u8) || ReplyText.Is(ref reader, "reasoning"u8))
            {
                // Some servers send both spellings: once is enough.
                if (_reasoning.WrittenCount == reasoned) ReplyText.Append(ref reader, _reasoning);
                else reader.Skip();
            }
            else if (ReplyText.Is(ref reader, "refusal"u8)) Refuse(ReplyText.ReadPiece(ref reader));
            else if (ReplyText.Is(ref reader, "tool_calls"u8)) ToolCallParts.Read(ref reader, _calls);
            else if (ReplyText.Is(ref reader, "function_call"u8)) ToolCallParts.ReadLegacy(ref reader, _calls);
            else reader.Skip();
        }
    }

    private void Refuse(string? refusal)
    {
        if (refusal is { Length: > 0 }) (_refusal ??= new StringBuilder()).Append(refusal);
    }

    private void ReadFinishReason(ref Utf8JsonReader reader)
    {
        if (ReplyText.ReadWord(ref reader) is not { } reason || string.IsNullOrWhiteSpace(reason)) return;
        _finish = FinishWords.ToReason(reason)
            ?? throw _failures.Make(EndpointFailureKind.Interrupted, $"the server gave up in the middle of the answer (finish reason '{reason}')", isTransient: true);
    }

    private void ReadUsage(ref Utf8JsonReader reader)
    {
        if (!ReplyText.Enter(ref reader, JsonTokenType.StartObject)) return;
        _usage = ReportedUsage.Clean(UsageReader.Read(ref reader, out decimal? cost)) ?? _usage;
        _cost = ReportedUsage.Clean(cost) ?? _cost;
    }

    private void ThrowIfErrorObject(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (ReplyText.IsText(ref reader, "error"u8)) throw _failures.InsideAnswer(_failures.ReadError(Encoding.UTF8.GetString(json)));
    }

    private void ThrowIfError(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        reader.Skip();
        if (reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.String)) return;
        if (_failures.FindError(Encoding.UTF8.GetString(json)) is { } error) throw _failures.InsideAnswer(error);
    }

    // Some servers say what went wrong in a shape of their own, and that all is well in the status.
    private EndpointException NoChoices(ReadOnlySpan<byte> json) => _failures.ReadError(Encoding.UTF8.GetString(json)) is { Message.Length: > 0 } error
        ? _failures.InsideAnswer(error)
        : _failures.Make(EndpointFailureKind.GarbageReply, "the answer has no \"choices\"", isTransient: true);
}
