using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace FusionOfN.Gateway;

/// <summary>Writes a whole message of the Messages API, and the pieces that its streams share with it.</summary>
internal static class MessageWriter
{
    public static void Write(Utf8JsonWriter json, PlannedRun run, FusionOutcome outcome)
    {
        var receipt = outcome.Receipt;
        json.WriteStartObject();
        WriteHead(json, receipt.RunId, ServedBy.Model(receipt, run));
        json.WriteStartArray("content"u8);
        if (run.IsSolo && outcome.Pool.Candidates is [{ Reasoning: { Length: > 0 } reasoning }, ..])
            WriteThinking(json, reasoning);
        if ((Refusals.TextOf(outcome) ?? (Refusals.Is(outcome) ? outcome.Pool.Candidates[0].Text : outcome.Answer)) is { Length: > 0 } text)
            WriteText(json, text);
        foreach (var call in outcome.ToolCalls)
            WriteToolUse(json, call, InputOf(call));
        json.WriteEndArray();
        json.WriteString("stop_reason"u8, MessagesApi.StopReasonOf(outcome));
        json.WriteNull("stop_sequence"u8);
        UsageWriter.WriteMessages(json, AnsweredUsage.Of(run, outcome));
        if (run.IsFusion)
            FusionWriter.Write(json, run, outcome);
        json.WriteEndObject();
    }

    public static void WriteHead(Utf8JsonWriter json, string runId, string model)
    {
        json.WriteString("id"u8, $"msg_{runId["run_".Length..]}");
        json.WriteString("type"u8, "message"u8);
        json.WriteString("role"u8, "assistant"u8);
        json.WriteString("model"u8, model);
    }

    public static void WriteText(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "text"u8);
        json.WriteString("text"u8, text);
        json.WriteNull("citations"u8);
        json.WriteEndObject();
    }

    /// <summary>What a single model thought. It has no signature: nobody checks it when it is sent back.</summary>
    public static void WriteThinking(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "thinking"u8);
        json.WriteString("thinking"u8, text);
        json.WriteString("signature"u8, ""u8);
        json.WriteEndObject();
    }

    public static void WriteToolUse(Utf8JsonWriter json, FunctionCallContent call, JsonObject input)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "tool_use"u8);
        json.WriteString("id"u8, call.CallId);
        json.WriteString("name"u8, call.Name);
        json.WritePropertyName("input"u8);
        input.WriteTo(json);
        json.WriteEndObject();
    }

    // This API has no place for arguments that are no JSON object: what the model wrote stands in one.
    private static JsonObject InputOf(FunctionCallContent call)
    {
        string text = ToolArguments.ToJson(call);
        try
        {
            return JsonNode.Parse(text) as JsonObject ?? new JsonObject { ["arguments"] = text };
        }
        catch (JsonException)
        {
            return new JsonObject { ["arguments"] = text };
        }
    }
}
