using System.Text.Json;

namespace FusionOfN.Gateway;

/// <summary>Writes the analysis of a pool in OpenRouter's five fields.</summary>
internal static class AnalysisWriter
{
    public static void Write(Utf8JsonWriter json, FusionAnalysis analysis)
    {
        json.WriteStartObject("analysis"u8);
        WriteTexts(json, "consensus"u8, analysis.Consensus);
        json.WriteStartArray("contradictions"u8);
        foreach (var contradiction in analysis.Contradictions)
        {
            json.WriteStartObject();
            json.WriteString("topic"u8, contradiction.Topic);
            json.WriteStartArray("stances"u8);
            foreach (var stance in contradiction.Stances)
            {
                json.WriteStartObject();
                json.WriteString("model"u8, stance.Model);
                json.WriteString("stance"u8, stance.Stance);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("partial_coverage"u8);
        foreach (var point in analysis.PartialCoverage)
        {
            json.WriteStartObject();
            WriteTexts(json, "models"u8, point.Models);
            json.WriteString("point"u8, point.Point);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("unique_insights"u8);
        foreach (var insight in analysis.UniqueInsights)
        {
            json.WriteStartObject();
            json.WriteString("model"u8, insight.Model);
            json.WriteString("insight"u8, insight.Insight);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteTexts(json, "blind_spots"u8, analysis.BlindSpots);
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
