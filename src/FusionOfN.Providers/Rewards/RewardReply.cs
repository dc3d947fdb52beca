namespace FusionOfN.Providers;

/// <summary>What a reward server said about one batch.</summary>
/// <param name="Scores">One score per answer, in their order.</param>
/// <param name="ServedModel">The model that scored, as the server named it.</param>
internal sealed record RewardReply(IReadOnlyList<CandidateScore> Scores, string? ServedModel)
{
    /// <summary>How many of the answers the server says it cut.</summary>
    public int Truncated { get; init; }
}
