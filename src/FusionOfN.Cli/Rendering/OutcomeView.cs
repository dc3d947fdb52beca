using Spectre.Console;

namespace FusionOfN.Cli.Rendering;

/// <summary>Prints what <c>--show</c> asked for after an answer.</summary>
internal sealed class OutcomeView
{
    private readonly IAnsiConsole _console;

    public OutcomeView(CliHost host) => _console = host.Console;

    public void WriteParts(FusionOutcome outcome, ShowParts parts)
    {
        if (parts.HasFlag(ShowParts.Candidates))
            CandidatesView.Write(_console, outcome);
        if (parts.HasFlag(ShowParts.Provenance))
            WriteProvenance(outcome);
        if (parts.HasFlag(ShowParts.Analysis))
            WriteAnalysis(outcome);
        if (parts.HasFlag(ShowParts.Receipt))
            ReceiptView.Write(_console, outcome.Receipt);
    }

    private void WriteProvenance(FusionOutcome outcome)
    {
        Heading.Write(_console, "provenance");
        if (outcome.Provenance is { } map)
            ProvenanceView.Write(_console, outcome.Answer, map, outcome.Pool.Candidates);
        else
            _console.WriteLine("There is no answer to trace.");
    }

    private void WriteAnalysis(FusionOutcome outcome)
    {
        Heading.Write(_console, "analysis");
        if (outcome.Analysis is { } analysis)
            AnalysisView.Write(_console, analysis);
        else
            _console.WriteLine("There is no analysis: the model that was asked for one gave none that can be read.");
    }
}
