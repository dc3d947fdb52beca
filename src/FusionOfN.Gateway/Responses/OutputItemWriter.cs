using System.Text.Json;
using System.Text.Json.Nodes;

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
    /// <param name="passed">What a plain model's reply holds beside it; null for nothing.</param>
    /// <param name="isCutOff">Whether it ends where the limit on its length was.</param>
    public static void WriteMessage(Utf8JsonWriter json, string id, string? text, PassedChoice? passed = null, bool isCutOff = false) =>
        WriteMessage(json, id, text is null ? "in_progress" : isCutOff ? "incomplete" : "completed", text is null ? null : () => WriteText(json, text, passed));

    /// <summary>A message that refuses to answer.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="id">The item's id.</param>
    /// <param name="refusal">What the model said instead; null while it is not there.</param>
    public static void WriteRefused(Utf8JsonWriter json, string id, string? refusal) =>
        WriteMessage(json, id, refusal is null ? "in_progress" : "completed", refusal is null ? null : () => WriteRefusal(json, refusal));

    /// <summary>A refusal as a part of a message.</summary>
    public static void WriteRefusal(Utf8JsonWriter json, string refusal)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "refusal"u8);
        json.WriteString("refusal"u8, refusal);
        json.WriteEndObject();
    }

    /// <summary>A text as a part of a message, with its sources and the probabilities of its tokens, where a plain model gave them.</summary>
    public static void WriteText(Utf8JsonWriter json, string text, PassedChoice? passed = null)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "output_text"u8);
        json.WriteString("text"u8, text);
        json.WriteStartArray("annotations"u8);
        foreach (var annotation in AnnotationsOf(passed))
            annotation.WriteTo(json);
        json.WriteEndArray();
        WriteLogProbabilities(json, passed);
        json.WriteEndObject();
    }

    /// <summary>Writes the probabilities of a text's tokens; an empty list where there are none.</summary>
    public static void WriteLogProbabilities(Utf8JsonWriter json, PassedChoice? passed)
    {
        json.WriteStartArray("logprobs"u8);
        foreach (var token in (passed?.Beside["logprobs"] as JsonObject)?["content"] as JsonArray ?? [])
            token?.WriteTo(json);
        json.WriteEndArray();
    }

    /// <summary>The sources of a text. Chat completions have the fields of each in an object of their own.</summary>
    public static IEnumerable<JsonObject> AnnotationsOf(PassedChoice? passed)
    {
        foreach (var annotation in (passed?.Message["annotations"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (annotation["url_citation"] is not JsonObject citation)
                continue;
            yield return new JsonObject
            {
                ["type"] = "url_citation",
                ["url"] = $"{citation["url"]}",
                ["title"] = $"{citation["title"]}",
                ["start_index"] = citation["start_index"]?.DeepClone() ?? 0,
                ["end_index"] = citation["end_index"]?.DeepClone() ?? 0,
            };
        }
    }

    /// <summary>What a single model thought before it answered.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="id">The item's id.</param>
    /// <param name="text">The text; null while it is not there.</param>
    public static void WriteReasoning(Utf8JsonWriter json, string id, string? text)
    {
        json.WriteStartObject();
        WriteHead(json, "reasoning", id, text is null ? "in_progress" : "completed");
        json.WriteStartArray("summary"u8);
        json.WriteEndArray();
        WriteContent(json, text is null ? null : () => WriteReasoningText(json, text));
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

    private static void WriteMessage(Utf8JsonWriter json, string id, string status, Action? writePart)
    {
        json.WriteStartObject();
        WriteHead(json, "message", id, status);
        json.WriteString("role"u8, "assistant"u8);
        WriteContent(json, writePart);
        json.WriteEndObject();
    }

    private static void WriteHead(Utf8JsonWriter json, string type, string id, string status)
    {
        json.WriteString("type"u8, type);
        json.WriteString("id"u8, id);
        json.WriteString("status"u8, status);
    }

    // An item that goes on has no part yet.
    private static void WriteContent(Utf8JsonWriter json, Action? writePart)
    {
        json.WriteStartArray("content"u8);
        writePart?.Invoke();
        json.WriteEndArray();
    }
}
