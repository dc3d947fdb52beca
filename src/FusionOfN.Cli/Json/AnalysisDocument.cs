using System.Text.Json;

namespace FusionOfN.Cli;

internal static class AnalysisDocument
{
    public static JsonElement? ToElement(FusionAnalysis? analysis) => null;
}
