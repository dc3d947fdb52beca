using System.Text.Json;
using Microsoft.Extensions.AI;

namespace FusionOfN.Gateway;

/// <summary>Writes a whole chat completion.</summary>
internal static class ChatCompletionWriter
{
    public static void Write(Utf8JsonWriter json, PlannedRun run, FusionOutcome outcome)
    {
        var receipt = outcome.Receipt;
        json.WriteStartObject();
        json.WriteString("id"u8, IdOf(receipt.RunId));
        json.WriteString("object"u8, "chat.completion"u8);
        json.WriteNumber("created"u8, receipt.StartedAt.ToUnixTimeSeconds());
        json.WriteString("model"u8, ServedBy.Model(receipt, run));
        json.WriteNull("system_fingerprint"u8);
        json.WriteStartArray("choices"u8);
        json.WriteStartObject();
        json.WriteNumber("index"u8, 0);
        json.WriteStartObject("message"u8);
        json.WriteString("role"u8, "assistant"u8);
        json.WriteString("content"u8, TextOf(outcome));
        json.WriteString("refusal"u8, Refusals.TextOf(outcome));
        if (run.IsSolo && outcome.Pool.Candidates is [{ Reasoning: { } reasoning }, ..])
            json.WriteString("reasoning_content"u8, reasoning);
        if (outcome.ToolCalls.Count > 0)
            WriteToolCalls(json, outcome.ToolCalls, withIndex: false);
        json.WriteEndObject();
        json.WriteNull("logprobs"u8);
        json.WriteString("finish_reason"u8, FinishReasonOf(outcome));
        json.WriteEndObject();
        json.WriteEndArray();
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

    public static string FinishReasonOf(FusionOutcome outcome) =>
        Refusals.IsFiltered(outcome) ? "content_filter"
        : outcome.ToolCalls.Count > 0 ? "tool_calls"
        : outcome.Receipt.Writer is null && outcome.Pool.Candidates.Any(candidate => candidate.Index == outcome.Receipt.Selected && candidate.State == CallState.Truncated) ? "length"
        : "stop";

    public static void WriteToolCalls(Utf8JsonWriter json, IReadOnlyList<FunctionCallContent> calls, bool withIndex)
    {
        json.WriteStartArray("tool_calls"u8);
        for (var i = 0; i < calls.Count; i++)
        {
            json.WriteStartObject();
            if (withIndex)
                json.WriteNumber("index"u8, i);
            json.WriteString("id"u8, calls[i].CallId);
            json.WriteString("type"u8, "function"u8);
            json.WriteStartObject("function"u8);
            json.WriteString("name"u8, calls[i].Name);
            json.WriteString("arguments"u8, ToolArguments.ToJson(calls[i]));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
