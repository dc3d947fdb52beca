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
    private readonly WellFormedPieces _textPieces = new();
    private readonly WellFormedPieces _reasoningPieces = new();
    private readonly ReplyUsage _usage = new();
    private readonly ReplyErrors _errors;
    private readonly ChoiceReader _choice;
    private string? _id;
    private string? _model;
    private DateTimeOffset? _created;
    private List<JsonObject>? _chunks;
    private bool _hasNews;
    private int _callsGiven;

    /// <summary>Creates a reader of one reply.</summary>
    /// <param name="failures">Makes its failures.</param>
    /// <param name="choices">How many answers were asked for. With several, the first is read; the others are in the chunks.</param>
    public ReplyReader(FailureFactory failures, int choices = 1)
    {
        _failures = failures;
        _errors = new(failures);
        _choice = new(_usage, _errors) { Choices = choices };
    }

    /// <summary>Whether the chunks are handed on beside what is read of them.</summary>
    public bool KeepsReply { get; init; }

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
        if (!_choice.HasChoice) throw _errors.NoChoices(json);
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
            FinishReason = _choice.Finish,
        };

        // Reasoning comes before the text, as it does from the other providers.
        Add(update, _reasoningPieces.Append(TakeFrom(_choice.Reasoning)), isReasoning: true);
        Add(update, _textPieces.Append(TakeFrom(_choice.Text)), isReasoning: false);
        if (_choice.Finish is not null) AddWholes(update);
        if (_chunks is not null) update.AdditionalProperties = new() { [FusionProperties.Reply] = _chunks };
        _chunks = null;
        return update;
    }

    /// <summary>The rest, with what the reply cost: some servers count anew in each chunk, and the last count holds.</summary>
    public ChatResponseUpdate TakeLast()
    {
        if (HasEnded && _choice.HasChoice) _choice.End();
        _hasNews = true;
        ChatResponseUpdate update = Take()!;
        Add(update, _reasoningPieces.Complete(), isReasoning: true);
        Add(update, _textPieces.Complete(), isReasoning: false);
        if (_usage.Usage is { } usage) update.Contents.Add(new UsageContent(usage));
        if (_usage.Cost is { } cost) (update.AdditionalProperties ??= [])[FusionProperties.CostUsd] = cost;
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
        foreach (ToolCallParts call in _choice.Calls)
        {
            if (!call.IsEmpty) update.Contents.Add(call.ToContent(_callsGiven++));
        }

        _choice.Calls.Clear();
        if (_choice.TakeRefusal() is not { } refusal) return;
        update.FinishReason = ChatFinishReason.ContentFilter;
        update.Contents.Add(new ErrorContent(WellFormedText.Of(refusal)) { ErrorCode = "Refusal" });
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
            if (ReplyText.Is(ref reader, "choices"u8)) _choice.Read(ref reader, json);
            else if (ReplyText.Is(ref reader, "id"u8)) ReadId(ref reader);
            else if (ReplyText.Is(ref reader, "model"u8)) _model = ReplyText.Read(ref reader, _model) ?? _model;
            else if (ReplyText.Is(ref reader, "created"u8)) ReadCreated(ref reader);
            else if (ReplyText.Is(ref reader, "usage"u8)) _usage.Read(ref reader);
            else if (ReplyText.Is(ref reader, "x_groq"u8)) ReadGroq(ref reader);
            else if (ReplyText.Is(ref reader, "error"u8)) _errors.ThrowIfError(ref reader, json);
            else if (ReplyText.Is(ref reader, "object"u8)) _errors.ThrowIfErrorObject(ref reader, json);
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
            if (ReplyText.Is(ref reader, "usage"u8)) _usage.Read(ref reader);
            else reader.Skip();
        }
    }
}
