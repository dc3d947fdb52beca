using System.Text.Json;

namespace FusionOfN.Cli;

/// <summary>What <c>fusion compare --json</c> prints.</summary>
internal sealed record CompareDocument
{
    /// <summary>Which models were taken and why.</summary>
    public required string Models { get; init; }

    public required IReadOnlyList<CandidateDocument> Candidates { get; init; }

    /// <summary>The receipt of the sampling.</summary>
    public required JsonElement Sampling { get; init; }

    public required IReadOnlyList<ComparedAnswer> Answers { get; init; }

    public static string Serialize(FusionReceipt sampling, IReadOnlyList<FusionOutcome> outcomes, string models) => JsonSerializer.Serialize(
        new CompareDocument
        {
            Models = models,
            Candidates = [.. outcomes[0].Pool.Candidates.Select(CandidateDocument.From)],
            Sampling = ReceiptDocument.ToElement(sampling with { Texts = null }),
            Answers = [.. outcomes.Select(ComparedAnswer.From)],
        },
        CliJson.Pretty.CompareDocument);
}
