using System.Text.Json;

namespace FusionOfN.Cli;

/// <summary>What <c>fusion ask --json</c> prints.</summary>
internal sealed record AskDocument
{
    public required string Answer { get; init; }

    public required FusionStatus Status { get; init; }

    public required bool Degraded { get; init; }

    /// <summary>Which models were taken and why.</summary>
    public required string Models { get; init; }

    public required IReadOnlyList<CandidateDocument> Candidates { get; init; }

    public ProvenanceDocument? Provenance { get; init; }

    public JsonElement? Analysis { get; init; }

    public required JsonElement Receipt { get; init; }

    public static string Serialize(FusionOutcome outcome, string models) => JsonSerializer.Serialize(
        new AskDocument
        {
            Answer = outcome.Answer,
            Status = outcome.Receipt.Status,
            Degraded = outcome.Receipt.Degraded,
            Models = models,
            Candidates = [.. outcome.Pool.Candidates.Select(CandidateDocument.From)],
            Provenance = ProvenanceDocument.From(outcome.Provenance),
            Analysis = AnalysisDocument.ToElement(outcome.Analysis),
            Receipt = ReceiptDocument.ToElement(outcome.Receipt),
        },
        CliJson.Pretty.AskDocument);
}
