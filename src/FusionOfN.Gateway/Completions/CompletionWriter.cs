using System.Text.Json;

namespace FusionOfN.Gateway;

/// <summary>Writes an answer as a completion, whole or in pieces: both have one form.</summary>
internal static class CompletionWriter
{
    public static void Write(Utf8JsonWriter json, PlannedRun run, FusionOutcome outcome)
    {
        var receipt = outcome.Receipt;
        json.WriteStartObject();
        WriteHead(json, receipt.RunId, receipt.StartedAt, ServedBy.Model(receipt, run));
        WriteChoice(json, Refusals.TextOf(outcome) ?? outcome.Answer, FinishReasonOf(outcome));
        UsageWriter.WriteChat(json, receipt.Usage, run.IsFusion);
        if (run.IsFusion)
            FusionWriter.Write(json, run, outcome);
        json.WriteEndObject();
    }

    public static void WriteHead(Utf8JsonWriter json, string runId, DateTimeOffset created, string model)
    {
        json.WriteString("id"u8, $"cmpl-{runId["run_".Length..]}");
        json.WriteString("object"u8, "text_completion"u8);
        json.WriteNumber("created"u8, created.ToUnixTimeSeconds());
        json.WriteString("model"u8, model);
        json.WriteNull("system_fingerprint"u8);
    }

    public static void WriteChoice(Utf8JsonWriter json, string text, string? finishReason)
    {
        json.WriteStartArray("choices"u8);
        json.WriteStartObject();
        json.WriteNumber("index"u8, 0);
        json.WriteString("text"u8, text);
        json.WriteNull("logprobs"u8);
        json.WriteString("finish_reason"u8, finishReason);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    // This API knows no calls for tools.
    public static string FinishReasonOf(FusionOutcome outcome) => ChatCompletionWriter.FinishReasonOf(outcome) is var reason and ("length" or "content_filter") ? reason : "stop";
}
