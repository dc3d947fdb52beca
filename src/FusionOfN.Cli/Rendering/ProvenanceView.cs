using Spectre.Console;

namespace FusionOfN.Cli.Rendering;

internal static class ProvenanceView
{
    public static void Write(IAnsiConsole console, string answer, ProvenanceMap map, IReadOnlyList<Candidate> candidates)
    {
    }
}
