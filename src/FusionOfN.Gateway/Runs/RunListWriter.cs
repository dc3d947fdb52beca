using System.Text.Json;

namespace FusionOfN.Gateway;

/// <summary>Writes a page of runs.</summary>
internal static class RunListWriter
{
    public static void Write(Utf8JsonWriter json, RunPage page)
    {
        json.WriteStartObject();
        json.WriteString("object"u8, "list"u8);
        json.WriteStartArray("data"u8);
        foreach (var run in page.Runs)
            WriteRun(json, run);
        json.WriteEndArray();
        json.WriteBoolean("has_more"u8, page.Next is not null);
        json.WriteString("next_cursor"u8, page.Next);
        json.WriteEndObject();
    }

    private static void WriteRun(Utf8JsonWriter json, StoredRun run)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, run.RunId);
        json.WriteString("object"u8, "fusion.run"u8);
        json.WriteString("created_at"u8, run.StartedAt);
        json.WriteString("kind"u8, RunRow.NameOf(run.Kind));
        json.WriteString("requested_model"u8, run.RequestedModel);
        json.WriteString("dialect"u8, run.Dialect);
        json.WriteString("recipe"u8, run.Recipe);
        json.WriteString("aggregator"u8, run.Aggregator);
        json.WriteString("status"u8, RunRow.NameOf(run.Status));
        json.WriteBoolean("degraded"u8, run.Degraded);
        json.WriteString("failure_reason"u8, run.FailureReason);
        json.WriteNumber("asked"u8, run.Asked);
        json.WriteNumber("answered"u8, run.Answered);
        json.WriteNumber("duration_ms"u8, Math.Round(run.DurationMs, 1));
        UsageWriter.WriteCountOrNull(json, "input_tokens"u8, run.InputTokens);
        UsageWriter.WriteCountOrNull(json, "output_tokens"u8, run.OutputTokens);
        if (run.CostUsd is { } cost)
            json.WriteNumber("cost_usd"u8, cost);
        json.WriteNumber("cost_coverage"u8, run.CostCoverage);
        json.WriteBoolean("streamed"u8, run.Streamed);
        json.WriteString("session_id"u8, run.SessionId);
        json.WriteEndObject();
    }
}
