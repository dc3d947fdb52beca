using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace FusionOfN.Providers;

/// <summary>Reads the choice that is the answer out of the chunks of a reply: its text, reasoning, tool calls, refusal, and how it ended.</summary>
/// <param name="usage">Takes usage that stands inside a choice.</param>
/// <param name="errors">Throws where a choice is an error.</param>
internal sealed class ChoiceReader(ReplyUsage usage, ReplyErrors errors)
{
    private ChatFinishReason? _finish;
    private ChatFinishReason? _native;
    private StringBuilder? _refusal;
    private bool _hasDelta;

    /// <summary>How many answers were asked for. With several, the first is read.</summary>
    public int Choices { get; init; } = 1;

    /// <summary>Whether there was any choice.</summary>
    public bool HasChoice { get; private set; }

    /// <summary>The text read and not taken yet.</summary>
    public ArrayBufferWriter<char> Text { get; } = new();

    /// <summary>The reasoning read and not taken yet.</summary>
    public ArrayBufferWriter<char> Reasoning { get; } = new();

    /// <summary>The tool calls read and not taken yet, in parts.</summary>
    public List<ToolCallParts> Calls { get; } = [];

    /// <summary>How it ended; null while it has not. A server between may call the end of another one complete that was none.</summary>
    public ChatFinishReason? Finish => _finish == ChatFinishReason.Stop && _native is not null ? _native : _finish;

    /// <summary>Ends it: a server that says that it has ended, or whose body has its end, and gives no reason, has none but the usual one.</summary>
    public void End() => _finish ??= _native ?? (Calls.Count > 0 ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop);

    /// <summary>What the model said in place of an answer that it would not give; null when it said nothing of the kind. Then it ended so.</summary>
    public string? TakeRefusal()
    {
        if (_refusal is null) return null;
        string refusal = _refusal.ToString();
        (_refusal, _finish) = (null, ChatFinishReason.ContentFilter);
        return refusal;
    }

    // Mostly one answer is asked for. One alone in a chunk is it, whatever its number; a server that gives more is read as if it had given number 0.
    public void Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (!ReplyText.Enter(ref reader, JsonTokenType.StartArray)) return;

        // As nearly all servers write it: then nobody needs to look ahead.
        int answer = json[(int)reader.BytesConsumed..].StartsWith("{\"index\":0,"u8) ? 0 : AnswerAmong(reader);
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
        HasChoice = true;
        _hasDelta = _hasDelta || HasObject(reader, "delta"u8);
        bool isCompletion = !_hasDelta && !HasObject(reader, "message"u8);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (ReplyText.Is(ref reader, "delta"u8)) ReadMessage(ref reader);
            else if (ReplyText.Is(ref reader, "message"u8) && !_hasDelta) ReadMessage(ref reader);
            else if (ReplyText.Is(ref reader, "text"u8) && isCompletion) ReplyText.Append(ref reader, Text);
            else if (ReplyText.Is(ref reader, "finish_reason"u8)) _finish = ReadFinishReason(ref reader) ?? _finish;
            else if (ReplyText.Is(ref reader, "native_finish_reason"u8)) _native = Native(ReplyText.ReadWord(ref reader)) ?? _native;
            else if (ReplyText.Is(ref reader, "usage"u8)) usage.Read(ref reader);
            else if (ReplyText.Is(ref reader, "error"u8)) errors.ThrowIfError(ref reader, json);
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
        int reasoned = Reasoning.WrittenCount;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (ReplyText.Is(ref reader, "content"u8)) ReplyText.Append(ref reader, Text, Reasoning);
            else if (ReplyText.Is(ref reader, "reasoning_content"u8) || ReplyText.Is(ref reader, "reasoning"u8))
            {
                // Some servers send both spellings: once is enough.
                if (Reasoning.WrittenCount == reasoned) ReplyText.Append(ref reader, Reasoning);
                else reader.Skip();
            }
            else if (ReplyText.Is(ref reader, "refusal"u8)) Refuse(ReplyText.ReadPiece(ref reader));
            else if (ReplyText.Is(ref reader, "tool_calls"u8)) ToolCallParts.Read(ref reader, Calls);
            else if (ReplyText.Is(ref reader, "function_call"u8)) ToolCallParts.ReadLegacy(ref reader, Calls);
            else reader.Skip();
        }
    }

    private void Refuse(string? refusal)
    {
        if (refusal is { Length: > 0 }) (_refusal ??= new StringBuilder()).Append(refusal);
    }

    private ChatFinishReason? ReadFinishReason(ref Utf8JsonReader reader)
    {
        if (ReplyText.ReadWord(ref reader) is not { } reason || string.IsNullOrWhiteSpace(reason)) return null;
        return FinishWords.ToReason(reason) ?? throw errors.GaveUp(reason);
    }

    // The word of the model's own server counts where it is known and says that the answer is not complete.
    private static ChatFinishReason? Native(string? reason) =>
        reason is not null && FinishWords.Find(reason) is FinishMeaning.Length or FinishMeaning.ContentFilter ? FinishWords.ToReason(reason) : null;
}
