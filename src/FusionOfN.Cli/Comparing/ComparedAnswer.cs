using System.Text.Json;

namespace FusionOfN.Cli;

/// <summary>One aggregator's answer in <c>fusion compare --json</c>.</summary>
internal sealed record ComparedAnswer
{
    public required string Aggregator { get; init; }

    public required string Answer { get; init; }

    public required FusionStatus Status { get; init; }

    public int? Selected { get; init; }

    public ProvenanceDocument? Provenance { get; init; }

    public required JsonElement Receipt { get; init; }

    public static ComparedAnswer From(FusionOutcome outcome) => new()
    {
        Aggregator = outcome.Receipt.Aggregator,
        Answer = outcome.Answer,
        Status = outcome.Receipt.Status,
        Selected = outcome.Receipt.Selected,
        Provenance = ProvenanceDocument.From(outcome.Provenance),
        Receipt = ReceiptDocument.ToElement(outcome.Receipt),
    };
}
