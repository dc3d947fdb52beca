using System.Text.Json;
using Microsoft.Extensions.AI;

namespace FusionOfN.Gateway;

/// <summary>Writes the items of a response's <c>output</c>.</summary>
internal static class OutputItemWriter
{
    /// <summary>What happened behind the answer, in OpenRouter's shape; how much of it, <see cref="Expose"/> decides.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="id">The item's id.</param>
    /// <param name="run">The run.</param>
    /// <param name="outcome">What it came to; null while it goes on.</param>
    public static void WriteFusion(Utf8JsonWriter json, string id, PlannedRun run, FusionOutcome? outcome)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "openrouter:fusion"u8);
        json.WriteString("id"u8, id);
        json.WriteString("status"u8, outcome is null ? "in_progress"u8 : RunFailure.HasAnswer(outcome.Receipt) ? "completed"u8 : "failed"u8);
        if (outcome is not null)
        {
            if (run.Request.Ask.Expose >= Expose.Summary && outcome.Analysis is { } analysis)
                AnalysisWriter.Write(json, analysis);
            if (run.Request.Ask.Expose == Expose.Full)
                FusionWriter.WriteResponses(json, outcome.Pool);
            json.WriteStartArray("sources"u8);
            json.WriteEndArray();
            FailedModelsWriter.Write(json, outcome.Receipt);
        }

        json.WriteEndObject();
    }

    /// <summary>The answer.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="id">The item's id.</param>
    /// <param name="text">The text; null while it is not there.</param>
    /// <param name="isCutOff">Whether it ends where the limit on its length was.</param>
    public static void WriteMessage(Utf8JsonWriter json, string id, string? text, bool isCutOff = false)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "message"u8);
        json.WriteString("id"u8, id);
        json.WriteString("status"u8, text is null ? "in_progress"u8 : isCutOff ? "incomplete"u8 : "completed"u8);
        json.WriteString("role"u8, "assistant"u8);
        json.WriteStartArray("content"u8);
        if (text is not null)
            WriteText(json, text);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>A message that refuses to answer.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="id">The item's id.</param>
    /// <param name="refusal">What the model said instead; null while it is not there.</param>
    public static void WriteRefused(Utf8JsonWriter json, string id, string? refusal)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "message"u8);
        json.WriteString("id"u8, id);
        json.WriteString("status"u8, refusal is null ? "in_progress"u8 : "completed"u8);
        json.WriteString("role"u8, "assistant"u8);
        json.WriteStartArray("content"u8);
        if (refusal is not null)
            WriteRefusal(json, refusal);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>A refusal as a part of a message.</summary>
    public static void WriteRefusal(Utf8JsonWriter json, string refusal)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "refusal"u8);
        json.WriteString("refusal"u8, refusal);
        json.WriteEndObject();
    }

    /// <summary>A text as a part of a message.</summary>
    public static void WriteText(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "output_text"u8);
        json.WriteString("text"u8, text);
        json.WriteStartArray("annotations"u8);
        json.WriteEndArray();
        json.WriteStartArray("logprobs"u8);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>A call for a tool of the client's.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="id">The item's id.</param>
    /// <param name="call">The call.</param>
    /// <param name="arguments">Its arguments as JSON; empty while they are not there.</param>
    public static void WriteCall(Utf8JsonWriter json, string id, FunctionCallContent call, string arguments)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "function_call"u8);
        json.WriteString("id"u8, id);
        json.WriteString("status"u8, arguments.Length == 0 ? "in_progress"u8 : "completed"u8);
        json.WriteString("call_id"u8, call.CallId);
        json.WriteString("name"u8, call.Name);
        json.WriteString("arguments"u8, arguments);
        json.WriteEndObject();
    }

    /// <summary>What a single model thought before it answered.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="id">The item's id.</param>
    /// <param name="text">The text; null while it is not there.</param>
    public static void WriteReasoning(Utf8JsonWriter json, string id, string? text)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "reasoning"u8);
        json.WriteString("id"u8, id);
        json.WriteString("status"u8, text is null ? "in_progress"u8 : "completed"u8);
        json.WriteStartArray("summary"u8);
        json.WriteEndArray();
        json.WriteStartArray("content"u8);
        if (text is not null)
            WriteReasoningText(json, text);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>A text as a part of a reasoning item.</summary>
    public static void WriteReasoningText(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "reasoning_text"u8);
        json.WriteString("text"u8, text);
        json.WriteEndObject();
    }
}
