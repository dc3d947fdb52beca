using System.Collections.Concurrent;

namespace FusionOfN.Lab;

/// <summary>A scorer that remembers what it said of each text.</summary>
internal sealed class RecordingScorer : IScorer
{
    private readonly IScorer _inner;

    public RecordingScorer(IScorer inner) => _inner = inner;

    public string Name => _inner.Name;

    public string? RemarkOn(IReadOnlyList<Candidate> candidates) => _inner.RemarkOn(candidates);

    public string? Settings => _inner.Settings;

    /// <summary>The scores by text, without the space around it.</summary>
    public ConcurrentDictionary<string, CandidateScore> Scores { get; } = new(StringComparer.Ordinal);

    public async Task<IReadOnlyList<CandidateScore>> ScoreAsync(
        AggregationContext context, IReadOnlyList<Candidate> candidates, CancellationToken cancellationToken = default)
    {
        var scores = await _inner.ScoreAsync(context, candidates, cancellationToken).ConfigureAwait(false);
        for (int i = 0; i < candidates.Count; i++)
            Scores[candidates[i].Text.Trim()] = scores[i];
        return scores;
    }
}
