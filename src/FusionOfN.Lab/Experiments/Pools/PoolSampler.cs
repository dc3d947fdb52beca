using Microsoft.Extensions.AI;

namespace FusionOfN.Lab;

/// <summary>Samples candidates through the engine, and never the same one twice: what the store holds is taken from there.</summary>
internal sealed class PoolSampler
{
    private readonly RunStore _store;
    private readonly LabWorld _world;
    private readonly LabRunOptions _options;

    public PoolSampler(RunStore store, LabWorld world, LabRunOptions options) => (_store, _world, _options) = (store, world, options);

    /// <summary>The candidates of a prompt, in the order in which methods with fewer candidates get them.</summary>
    /// <remarks>
    /// One sample of each member comes before the second samples, and the members' order is drawn anew for each prompt, so that the first N of them are a fair
    /// sample of the pool for every N.
    /// </remarks>
    public async Task<IReadOnlyList<CandidateRow>> SampleAsync(LabPool pool, TestItem item, CancellationToken cancellationToken)
    {
        if (Find(pool, item) is not { } rows)
        {
            await _store.Candidates.AddAsync(await DrawAsync(pool, item, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
            rows = Find(pool, item) ?? throw new InvalidOperationException($"The pool '{pool.Name}' gave fewer candidates than asked for.");
        }

        int[] order = [.. Enumerable.Range(0, pool.Members.Count)];
        new Random(SeedOf(pool, item)).Shuffle(order);
        return [.. Enumerable.Range(0, pool.Samples).SelectMany(sample => order.Select(member => rows[(member * pool.Samples) + sample]))];
    }

    private CandidateRow[]? Find(LabPool pool, TestItem item)
    {
        CandidateRow[] rows = [.. pool.Members.SelectMany(member => Enumerable.Range(0, pool.Samples).Select(
            sample => _store.Candidates.Find(CandidateRow.KeyOf(item.Id, pool.Name, member.Name, sample)))).OfType<CandidateRow>()];
        return rows.Length == pool.Largest ? rows : null;
    }

    // A run for each member: samples are numbered member by member, and their seeds follow from these numbers.
    private async Task<IEnumerable<CandidateRow>> DrawAsync(LabPool pool, TestItem item, CancellationToken cancellationToken)
    {
        int seed = SeedOf(pool, item);
        var members = await Task.WhenAll(pool.Members.Select((member, place) =>
            DrawAsync(pool with { Members = [member] }, item, seed + (place * pool.Samples), cancellationToken))).ConfigureAwait(false);
        return members.SelectMany(rows => rows);
    }

    private async Task<IReadOnlyList<CandidateRow>> DrawAsync(LabPool pool, TestItem item, int seed, CancellationToken cancellationToken)
    {
        double temperature = pool.TemperatureOf(_options.Temperature);
        FusionEngine engine = new(
            new Recipe($"lab-{pool.Name}", pool.ToPanel(temperature, _options.AnswerTokens), new FirstAggregator()) { Seed = seed }, new() { TimeProvider = _options.TimeProvider });
        var outcome = await engine.CompleteAsync(new([new ChatMessage(ChatRole.User, item.Item.Prompt)]), cancellationToken).ConfigureAwait(false);
        return [.. outcome.Pool.Candidates.Select(candidate =>
        {
            LabScore score = _world[item.Column.Task].Score(item.Item, candidate.Text);
            return new CandidateRow
            {
                Item = item.Id,
                Pool = pool.Name,
                Member = candidate.Model,
                Sample = candidate.Index,
                Seed = candidate.Seed ?? seed + candidate.Index,
                Temperature = temperature,
                State = candidate.State,
                Text = candidate.Text,
                Failure = candidate.Failure?.Reason,
                Score = score.Value,
                Exact = score.IsExact,
            };
        })];
    }

    // Halved, so that adding the number of a candidate cannot overflow.
    private int SeedOf(LabPool pool, TestItem item) => HashedChance.Seed($"{_options.Seed}|{pool.Name}|{item.Id}") / 2;
}
