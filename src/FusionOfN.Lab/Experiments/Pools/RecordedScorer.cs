namespace FusionOfN.Lab;

/// <summary>A scorer that says again what the reward model said.</summary>
internal sealed class RecordedScorer : IScorer
{
    private readonly IReadOnlyList<RewardRow> _rows;

    /// <summary>Creates a scorer.</summary>
    /// <param name="name">The name of the reward model.</param>
    /// <param name="rows">Its rewards in the order of the pool's candidates.</param>
    public RecordedScorer(string name, IReadOnlyList<RewardRow> rows) => (Name, _rows) = (name, rows);

    public string Name { get; }

    public Task<IReadOnlyList<CandidateScore>> ScoreAsync(
        AggregationContext context, IReadOnlyList<Candidate> candidates, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<CandidateScore>>([.. candidates.Select(candidate => new CandidateScore(_rows[candidate.Index].Value, _rows[candidate.Index].Failure))]);
}
