using FusionOfN.Cli.Rendering;
using Spectre.Console;
using Spectre.Console.Testing;

namespace FusionOfN.Cli.Tests.Rendering;

public sealed class ProvenanceViewTests
{
    private const string Answer = "The capital of Japan is Tokyo. Its currency is the yen. It was Kyoto once.";

    private static readonly Candidate[] Candidates =
    [
        new(0, "alpha", CallState.Ok, "The capital of Japan is Tokyo. I know no more."),
        new(1, "beta", CallState.Ok, "Its currency is the yen. Nice place."),
        new(2, "gamma", CallState.Ok, "Its currency is the yen."),
    ];

    [Fact]
    public void Write_WithoutColour_NumbersStillSayWhereEachSpanIsFrom()
    {
        using TestConsole console = new TestConsole().Width(80);

        Write(console);

        Approved.Check("provenance-plain", console.Output);
    }

    [Fact]
    public void Write_WithColour_EachCandidateHasItsOwn()
    {
        using TestConsole console = new TestConsole().Width(80).Colors(ColorSystem.TrueColor).EmitAnsiSequences();

        Write(console);

        Approved.Check("provenance-colour", console.Output.Replace("\u001b", "ESC", StringComparison.Ordinal));
    }

    private static void Write(TestConsole console) =>
        ProvenanceView.Write(console, Answer, ProvenanceMap.Create(Answer, [.. Candidates.Select(candidate => candidate.Text)]), Candidates);
}
