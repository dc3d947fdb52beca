using System.Text.Json;

namespace FusionOfN.Cli;

/// <summary>The analysis of a pool as JSON, with the engine's own field names.</summary>
internal static class AnalysisDocument
{
    public static JsonElement? ToElement(FusionAnalysis? analysis) =>
        analysis is null ? null : JsonSerializer.SerializeToElement(analysis, CliJson.Line.FusionAnalysis);
}
