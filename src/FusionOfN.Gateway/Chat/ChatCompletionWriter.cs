using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace FusionOfN.Gateway;

/// <summary>Writes a whole chat completion.</summary>
internal static class ChatCompletionWriter
{
    /// <summary>Writes it.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="run">The run.</param>
    /// <param name="outcome">What it came to.</param>
    /// <param name="passed">What a plain model's reply holds beside that.</param>
    public static void Write(Utf8JsonWriter json, PlannedRun run, FusionOutcome outcome, PassedReply passed)
    {
        var receipt = outcome.Receipt;
        json.WriteStartObject();
        json.WriteString("id"u8, IdOf(receipt.RunId));
        json.WriteString("object"u8, "chat.completion"u8);
        json.WriteNumber("created"u8, receipt.StartedAt.ToUnixTimeSeconds());
        json.WriteString("model"u8, ServedBy.Model(receipt, run));
        if (passed.Envelope["system_fingerprint"] is null)
            json.WriteNull("system_fingerprint"u8);
        WriteFields(json, passed.Envelope);
        json.WriteStartArray("choices"u8);
        json.WriteStartObject();
        json.WriteNumber("index"u8, 0);
        json.WriteStartObject("message"u8);
        json.WriteString("role"u8, "assistant"u8);
        json.WriteString("content"u8, TextOf(outcome));
        json.WriteString("refusal"u8, Refusals.TextOf(outcome));
        if (run.IsSolo && outcome.Pool.Candidates is [{ Reasoning: { } reasoning }, ..])
            json.WriteString("reasoning_content"u8, reasoning);
        WriteToolCalls(json, outcome.ToolCalls, [.. passed.First.ForeignCalls], passed.First);
        WriteFields(json, passed.First.Message);
        json.WriteEndObject();
        WriteBeside(json, passed.First.Beside);
        json.WriteString("finish_reason"u8, FinishReasonOf(outcome, passed));
        json.WriteEndObject();
        foreach (var other in passed.Others)
            WriteOther(json, other);
        json.WriteEndArray();
        if (UsageWriter.IsKnown(receipt.Usage))
            UsageWriter.WriteChat(json, receipt.Usage, run.IsFusion);
        if (run.IsFusion)
            FusionWriter.Write(json, run, outcome);
        json.WriteEndObject();
    }

    // What a model had said before a filter stopped it was said.
    private static string? TextOf(FusionOutcome outcome)
    {
        var text = Refusals.Is(outcome) ? outcome.Pool.Candidates[0].Text : outcome.Answer;
        return text.Length == 0 && (outcome.ToolCalls.Count > 0 || Refusals.Is(outcome)) ? null : text;
    }

    public static string IdOf(string runId) => $"chatcmpl-{runId["run_".Length..]}";

    /// <summary>Why the answer ended.</summary>
    public static string FinishReasonOf(FusionOutcome outcome, PassedReply? passed = null) =>
        Refusals.IsFiltered(outcome) ? "content_filter"
        : outcome.IsCutOff ? "length"
        : outcome.ToolCalls.Count > 0 || passed?.First.ForeignCalls.Any() == true ? "tool_calls"
        : "stop";

    /// <summary>Writes the calls for tools, when there are any.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="calls">The calls of functions.</param>
    /// <param name="foreign">The calls of other tools.</param>
    /// <param name="passed">What came with them.</param>
    /// <param name="firstIndex">The number of the first, as each has one in a stream; null for a whole answer.</param>
    public static void WriteToolCalls(
        Utf8JsonWriter json, IReadOnlyList<FunctionCallContent> calls, IReadOnlyList<JsonObject> foreign, PassedChoice passed, int? firstIndex = null)
    {
        if (calls.Count + foreign.Count == 0)
            return;

        json.WriteStartArray("tool_calls"u8);
        for (var i = 0; i < calls.Count; i++)
        {
            json.WriteStartObject();
            if (firstIndex is { } first)
                json.WriteNumber("index"u8, first + i);
            json.WriteString("id"u8, calls[i].CallId);
            json.WriteString("type"u8, "function"u8);
            json.WriteStartObject("function"u8);
            json.WriteString("name"u8, calls[i].Name);
            json.WriteString("arguments"u8, ToolArguments.ToJson(calls[i]));
            json.WriteEndObject();
            WriteFields(json, passed.BesideCall(calls[i].CallId, (firstIndex ?? 0) + i), OfCall);
            json.WriteEndObject();
        }

        for (var i = 0; i < foreign.Count; i++)
        {
            json.WriteStartObject();
            if (firstIndex is { } first)
                json.WriteNumber("index"u8, first + calls.Count + i);
            WriteFields(json, foreign[i], "index");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes fields as they came.</summary>
    public static void WriteFields(Utf8JsonWriter json, JsonObject? fields, params ReadOnlySpan<string> without)
    {
        if (fields is not { Count: > 0 })
            return;

        foreach (var (name, value) in fields)
        {
            if (value is null || without.Contains(name))
                continue;
            json.WritePropertyName(name);
            value.WriteTo(json);
        }
    }

    private static readonly string[] OfCall = ["index", "id", "type", "function"];

    private static void WriteBeside(Utf8JsonWriter json, JsonObject beside)
    {
        if (!beside.ContainsKey("logprobs"))
            json.WriteNull("logprobs"u8);
        WriteFields(json, beside);
    }

    private static void WriteOther(Utf8JsonWriter json, PassedChoice choice)
    {
        json.WriteStartObject();
        json.WriteNumber("index"u8, choice.Index);
        json.WriteStartObject("message"u8);
        json.WriteString("role"u8, "assistant"u8);
        if (!choice.Message.ContainsKey("content"))
            json.WriteNull("content"u8);
        if (!choice.Message.ContainsKey("refusal"))
            json.WriteNull("refusal"u8);
        WriteFields(json, choice.Message, "role");
        json.WriteEndObject();
        WriteBeside(json, choice.Beside);
        json.WriteString("finish_reason"u8, choice.FinishReason ?? "stop");
        json.WriteEndObject();
    }
}
