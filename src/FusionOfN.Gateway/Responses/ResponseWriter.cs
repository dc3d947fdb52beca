using System.Text.Json;
using System.Text.Json.Nodes;

namespace FusionOfN.Gateway;

/// <summary>Writes a response object: what was asked for, repeated, and what came of it.</summary>
internal static class ResponseWriter
{
    /// <summary>A response whose run goes on.</summary>
    public static void WriteRunning(Utf8JsonWriter json, PlannedRun run, JsonObject asked, string runId, DateTimeOffset startedAt)
    {
        json.WriteStartObject();
        WriteHead(json, runId, startedAt, "in_progress");
        json.WriteString("model"u8, run.Writer);
        json.WriteStartArray("output"u8);
        json.WriteEndArray();
        json.WriteNull("error"u8);
        json.WriteNull("incomplete_details"u8);
        json.WriteNull("usage"u8);
        WriteAsked(json, asked);
        json.WriteEndObject();
    }

    /// <summary>A response whose run is over.</summary>
    public static void Write(Utf8JsonWriter json, PlannedRun run, JsonObject asked, FusionOutcome outcome)
    {
        var receipt = outcome.Receipt;
        json.WriteStartObject();
        WriteHead(json, receipt.RunId, receipt.StartedAt, StatusOf(outcome));
        json.WriteString("model"u8, ServedBy.Model(receipt, run));
        json.WriteStartArray("output"u8);
        if (receipt.Failure is null)
        {
            foreach (var item in OutputItems.Of(run, outcome))
                item.Write(json);
        }

        json.WriteEndArray();
        if (receipt.Failure is null)
            json.WriteNull("error"u8);
        else
            ErrorWriter.Write(json, RunFailure.Of(receipt));
        if (IsCutOff(outcome))
        {
            json.WriteStartObject("incomplete_details"u8);
            json.WriteString("reason"u8, "max_output_tokens"u8);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("incomplete_details"u8);
        }

        UsageWriter.WriteResponses(json, receipt.Usage, run.IsFusion);
        WriteAsked(json, asked);
        if (run.IsFusion)
            FusionWriter.Write(json, run, outcome);
        json.WriteEndObject();
    }

    public static bool IsCutOff(FusionOutcome outcome) => ChatCompletionWriter.FinishReasonOf(outcome) == "length";

    public static string StatusOf(FusionOutcome outcome) =>
        outcome.Receipt.Failure is not null ? "failed" : IsCutOff(outcome) ? "incomplete" : "completed";

    private static void WriteHead(Utf8JsonWriter json, string runId, DateTimeOffset startedAt, string status)
    {
        json.WriteString("id"u8, new ResponseIds(runId).Response);
        json.WriteString("object"u8, "response"u8);
        json.WriteNumber("created_at"u8, startedAt.ToUnixTimeSeconds());
        json.WriteString("status"u8, status);
        json.WriteBoolean("background"u8, false);
    }

    private static void WriteAsked(Utf8JsonWriter json, JsonObject asked)
    {
        Repeat("instructions");
        Repeat("max_output_tokens");
        Repeat("metadata", new JsonObject());
        Repeat("parallel_tool_calls", true);
        json.WriteNull("previous_response_id"u8);
        Repeat("reasoning", new JsonObject { ["effort"] = null, ["summary"] = null });
        json.WriteBoolean("store"u8, false);
        Repeat("temperature");
        Repeat("text", new JsonObject { ["format"] = new JsonObject { ["type"] = "text" } });
        Repeat("tool_choice", "auto");
        Repeat("tools", new JsonArray());
        Repeat("top_p");
        json.WriteString("truncation"u8, "disabled"u8);
        Repeat("user");

        void Repeat(string name, JsonNode? otherwise = null)
        {
            json.WritePropertyName(name);
            if ((asked[name] ?? otherwise) is { } value)
                value.WriteTo(json);
            else
                json.WriteNullValue();
        }
    }
}
