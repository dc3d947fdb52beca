using Spectre.Console;

namespace FusionOfN.Cli.Rendering;

internal static class AnalysisView
{
    public static void Write(IAnsiConsole console, FusionAnalysis analysis)
    {
    }
}
