using Microsoft.Extensions.AI;

namespace FusionOfN.Lab;

/// <summary>Asks the reward model once for every candidate, and remembers what it said.</summary>
internal sealed class Rewards
{
    private readonly RunStore _store;
    private readonly CastScorer _reward;
    private readonly LabRunOptions _options;

    public Rewards(RunStore store, CastScorer reward, LabRunOptions options) => (_store, _reward, _options) = (store, reward, options);

    public async Task<IReadOnlyList<RewardRow>> OfAsync(TestItem item, IReadOnlyList<CandidateRow> candidates, CancellationToken cancellationToken)
    {
        CandidateRow[] missing = [.. candidates.Where(candidate => Find(candidate) is null)];
        if (missing.Length > 0)
            await _store.Rewards.AddAsync(await AskAsync(item, missing, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        return [.. candidates.Select(candidate => Find(candidate)!)];
    }

    private RewardRow? Find(CandidateRow candidate) =>
        _store.Rewards.Find(CandidateRow.KeyOf(candidate.Item, candidate.Pool, candidate.Member, candidate.Sample));

    // The engine scores one answer per different text; what Best-of-N saw is what is recorded.
    private async Task<IEnumerable<RewardRow>> AskAsync(TestItem item, CandidateRow[] rows, CancellationToken cancellationToken)
    {
        RecordingScorer recording = new(_reward.Scorer);
        Candidate[] candidates = [.. rows.Select((row, index) => row.ToCandidate(index))];
        FusionEngine engine = new(MethodRunner.Recipe(new BestOfNAggregator(recording), _options.Seed), new() { TimeProvider = _options.TimeProvider });
        await engine.CompleteAsync(
            new([new ChatMessage(ChatRole.User, item.Item.Prompt)]) { Candidates = candidates }, cancellationToken).ConfigureAwait(false);
        return rows.Select(row =>
        {
            CandidateScore? score = recording.Scores.TryGetValue(row.Text.Trim(), out var known) ? known : null;
            return new RewardRow
            {
                Item = row.Item,
                Pool = row.Pool,
                Member = row.Member,
                Sample = row.Sample,
                Scorer = _reward.Scorer.Name,
                Value = score?.Value,
                Failure = score is { } given ? given.Failure : "not scored: it is not usable, or the only usable one",
            };
        });
    }
}
