namespace FusionOfN.Lab;

/// <summary>What the reward model says of a candidate.</summary>
internal sealed record RewardRow
{
    public required string Item { get; init; }

    public required string Pool { get; init; }

    public required string Member { get; init; }

    public required int Sample { get; init; }

    public required string Scorer { get; init; }

    /// <summary>The reward; null when the candidate could not be scored.</summary>
    public double? Value { get; init; }

    public string? Failure { get; init; }
}
