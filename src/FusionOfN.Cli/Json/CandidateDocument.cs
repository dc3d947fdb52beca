namespace FusionOfN.Cli;

/// <summary>A candidate as <c>--json</c> prints it.</summary>
internal sealed record CandidateDocument
{
    public required int Index { get; init; }

    public required string Model { get; init; }

    public string? ModelServed { get; init; }

    public required CallState State { get; init; }

    public required string Text { get; init; }

    public string? Reasoning { get; init; }

    /// <summary>Why there is no usable text.</summary>
    public string? Failure { get; init; }

    public long? Seed { get; init; }

    public static CandidateDocument From(Candidate candidate) => new()
    {
        Index = candidate.Index,
        Model = candidate.Model,
        ModelServed = candidate.ModelServed,
        State = candidate.State,
        Text = candidate.Text,
        Reasoning = candidate.Reasoning,
        Failure = candidate.Failure?.Reason,
        Seed = candidate.Seed,
    };
}
