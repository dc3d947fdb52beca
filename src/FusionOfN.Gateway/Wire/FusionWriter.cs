using System.Text.Json;

namespace FusionOfN.Gateway;

/// <summary>Writes what happened behind an answer: the <c>fusion</c> object of a response. How much of it, <see cref="Expose"/> decides.</summary>
internal static class FusionWriter
{
    public static void Write(Utf8JsonWriter json, PlannedRun run, FusionOutcome outcome)
    {
        var receipt = outcome.Receipt;
        json.WriteStartObject("fusion"u8);
        json.WriteString("status"u8, Words.Of(receipt.Status));
        json.WriteBoolean("degraded"u8, receipt.Degraded);
        json.WriteString("run_id"u8, receipt.RunId);
        FailedModelsWriter.Write(json, receipt);
        if (run.Request.Ask.Expose >= Expose.Summary)
            WriteSummary(json, run, outcome);
        if (run.Request.Ask.Expose == Expose.Full)
            WriteResponses(json, outcome.Pool);
        if (run.Request.Ask.Attribution && outcome.Provenance is { } provenance)
            WriteAttribution(json, provenance);
        json.WriteEndObject();
    }

    /// <summary>The texts of the panel. They are sent on request only.</summary>
    public static void WriteResponses(Utf8JsonWriter json, CandidatePool pool)
    {
        json.WriteStartArray("responses"u8);
        foreach (var candidate in pool.Candidates.Where(candidate => candidate.Text.Length > 0))
        {
            json.WriteStartObject();
            json.WriteNumber("index"u8, candidate.Index);
            json.WriteString("model"u8, candidate.Model);
            json.WriteString("content"u8, candidate.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSummary(Utf8JsonWriter json, PlannedRun run, FusionOutcome outcome)
    {
        var receipt = outcome.Receipt;
        json.WriteString("aggregator"u8, receipt.Aggregator);
        json.WriteString("recipe"u8, receipt.Recipe);
        json.WriteStartArray("analysis_models"u8);
        foreach (var call in outcome.Pool.Candidates)
            json.WriteStringValue(call.Model);
        json.WriteEndArray();
        json.WriteString("judge_model"u8, run.Recipe.Analyst?.Name);
        json.WriteString("selected_model"u8, ServedBy.Selected(receipt));
        if (receipt.FusorPrompt is { } prompt)
            json.WriteString("prompt_version"u8, prompt.Version);
        if (receipt.Invocation is { } invocation)
            WriteInvocation(json, invocation);
        if (outcome.Analysis is { } analysis)
            AnalysisWriter.Write(json, analysis);
        json.WriteStartArray("notes"u8);
        foreach (var note in receipt.Notes)
            json.WriteStringValue(note);
        json.WriteEndArray();
        json.WriteStartArray("calls"u8);
        foreach (var call in receipt.Calls)
            CallWriter.Write(json, call, receipt);
        json.WriteEndArray();
    }

    private static void WriteInvocation(Utf8JsonWriter json, InvocationReport invocation)
    {
        json.WriteStartObject("invocation"u8);
        json.WriteString("mode"u8, invocation.Mode.ToString().ToLowerInvariant());
        if (invocation.Agreement is { } agreement)
            json.WriteNumber("agreement"u8, Math.Round(agreement, 4));
        json.WriteBoolean("stopped"u8, invocation.Stopped);
        json.WriteNumber("saved_calls"u8, invocation.SavedCalls);
        if (invocation.SavedUsd is { } saved)
            json.WriteNumber("saved_usd"u8, saved);
        json.WriteEndObject();
    }

    private static void WriteAttribution(Utf8JsonWriter json, ProvenanceMap provenance)
    {
        json.WriteStartArray("attribution"u8);
        foreach (var span in provenance.Spans)
        {
            json.WriteStartObject();
            json.WriteNumber("start"u8, span.Start);
            json.WriteNumber("length"u8, span.Length);
            json.WriteString("kind"u8, Words.Of(span.Kind));
            WriteIndices(json, "candidates"u8, span.Candidates);
            WriteIndices(json, "possible"u8, span.Possible);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteIndices(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<int> indices)
    {
        json.WriteStartArray(name);
        foreach (var index in indices)
            json.WriteNumberValue(index);
        json.WriteEndArray();
    }
}
