using System.Text.Json;
using System.Text.Json.Nodes;

namespace FusionOfN.Gateway;

/// <summary>
/// Writes a response object: what was asked for, repeated, and what came of it. Every field of OpenAI's and OpenRouter's published shapes is there, null where
/// it says nothing, because clients that are generated from those shapes refuse an object without one.
/// </summary>
internal static class ResponseWriter
{
    /// <summary>A response whose run goes on.</summary>
    public static void WriteRunning(Utf8JsonWriter json, PlannedRun run, ResponsesBody body, string runId, DateTimeOffset startedAt)
    {
        json.WriteStartObject();
        WriteHead(json, runId, startedAt, "in_progress");
        json.WriteNull("completed_at"u8);
        json.WriteString("model"u8, run.Writer);
        json.WriteStartArray("output"u8);
        json.WriteEndArray();
        json.WriteNull("error"u8);
        json.WriteNull("incomplete_details"u8);
        json.WriteNull("usage"u8);
        WriteAsked(json, body.Asked);
        json.WriteEndObject();
    }

    /// <summary>A response whose run is over.</summary>
    public static void Write(Utf8JsonWriter json, PlannedRun run, ResponsesBody body, FusionOutcome outcome, PassedReply passed)
    {
        var receipt = outcome.Receipt;
        json.WriteStartObject();
        WriteHead(json, receipt.RunId, receipt.StartedAt, StatusOf(outcome));
        if (StatusOf(outcome) == "completed")
            json.WriteNumber("completed_at"u8, receipt.StartedAt.AddMilliseconds(receipt.DurationMs).ToUnixTimeSeconds());
        else
            json.WriteNull("completed_at"u8);
        json.WriteString("model"u8, ServedBy.Model(receipt, run));
        json.WriteStartArray("output"u8);
        if (RunFailure.HasAnswer(receipt))
        {
            foreach (var item in OutputItems.Of(run, body, outcome, passed.First))
                item.Write(json);
        }

        json.WriteEndArray();
        if (RunFailure.HasAnswer(receipt))
            json.WriteNull("error"u8);
        else
            ErrorWriter.WriteOfResponse(json, RunFailure.Of(receipt));
        if (IncompleteOf(outcome) is { } reason)
        {
            json.WriteStartObject("incomplete_details"u8);
            json.WriteString("reason"u8, reason);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("incomplete_details"u8);
        }

        UsageWriter.WriteResponses(json, AnsweredUsage.Of(run, outcome), run.IsFusion);
        WriteAsked(json, body.Asked);
        if (run.IsFusion)
            FusionWriter.Write(json, run, outcome);
        json.WriteEndObject();
    }

    /// <summary>Why the answer is not complete; null when it is.</summary>
    public static string? IncompleteOf(FusionOutcome outcome) => ChatCompletionWriter.FinishReasonOf(outcome) switch
    {
        "length" => "max_output_tokens",
        "content_filter" => "content_filter",
        _ => null,
    };

    public static string StatusOf(FusionOutcome outcome) =>
        !RunFailure.HasAnswer(outcome.Receipt) ? "failed" : IncompleteOf(outcome) is not null ? "incomplete" : "completed";

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
        json.WriteNull("conversation"u8);
        Repeat("frequency_penalty");
        Repeat("instructions");
        Repeat("max_output_tokens");
        Repeat("max_tool_calls");
        Repeat("metadata", new JsonObject());
        Repeat("parallel_tool_calls", true);
        Repeat("presence_penalty");
        json.WriteNull("previous_response_id"u8);
        json.WriteNull("prompt"u8);
        Repeat("prompt_cache_key");
        Repeat("reasoning", new JsonObject { ["effort"] = null, ["summary"] = null });
        Repeat("safety_identifier");
        Repeat("service_tier");
        json.WriteBoolean("store"u8, false);
        Repeat("temperature");
        Repeat("text", new JsonObject { ["format"] = new JsonObject { ["type"] = "text" } });
        Repeat("tool_choice", "auto");
        WriteTools(json, asked["tools"] as JsonArray);
        Repeat("top_logprobs");
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

    // A client may leave these fields of a function out; in a response they are there.
    private static void WriteTools(Utf8JsonWriter json, JsonArray? tools)
    {
        json.WriteStartArray("tools"u8);
        foreach (var tool in tools ?? [])
        {
            if (tool is not JsonObject function || (string?)function["type"] != "function")
            {
                tool?.WriteTo(json);
                continue;
            }

            json.WriteStartObject();
            foreach (var (name, value) in function)
            {
                json.WritePropertyName(name);
                if (value is null && name == "strict")
                    json.WriteBooleanValue(false);
                else if (value is null)
                    json.WriteNullValue();
                else
                    value.WriteTo(json);
            }

            if (!function.ContainsKey("description"))
                json.WriteNull("description"u8);
            if (!function.ContainsKey("parameters"))
                json.WriteNull("parameters"u8);
            if (!function.ContainsKey("strict"))
                json.WriteBoolean("strict"u8, false);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
