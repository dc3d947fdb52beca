namespace FusionOfN.Lab;

/// <summary>One setting of the paper: a pool is sampled, and every method answers from the same candidates.</summary>
internal sealed class PoolExperiment
{
    /// <summary>The number of candidates of the paper's main results.</summary>
    public const int PaperSize = 5;

    /// <summary>The pool of several teachers.</summary>
    public const string Teachers = "teachers";

    private readonly LabCast _cast;
    private readonly LabRunOptions _options;
    private readonly PoolSampler _sampler;
    private readonly Rewards? _rewards;
    private readonly MethodRunner _methods;
    private readonly Measurements _measurements;

    public PoolExperiment(RunStore store, LabWorld world, LabCast cast, LabRunOptions options, Measurements measurements)
    {
        _cast = cast;
        _options = options;
        _sampler = new(store, world, options);
        _rewards = cast.Reward is { } reward ? new(store, reward, options) : null;
        _methods = new(store, world, cast, options);
        _measurements = measurements;
    }

    /// <summary>The pools of a cast: the teachers together, and each single model by itself.</summary>
    public static IReadOnlyList<LabPool> Pools(LabCast cast, int largest) =>
    [
        .. cast.Teachers.Count > 1 ? [new LabPool(Teachers, cast.Teachers, (largest + cast.Teachers.Count - 1) / cast.Teachers.Count)] : Array.Empty<LabPool>(),
        .. cast.Singles.Select(single => new LabPool(single.Name, [single], largest)),
    ];

    /// <summary>Samples and aggregates one prompt.</summary>
    public async Task RunAsync(LabPool pool, TestItem item, CancellationToken cancellationToken)
    {
        var candidates = await _sampler.SampleAsync(pool, item, cancellationToken).ConfigureAwait(false);
        foreach (var row in await _sampler.SampleAsync(pool.Greedy, item, cancellationToken).ConfigureAwait(false))
            _measurements.Add(pool.Greedy.Name, row.Member, 1, item, row.Score, row.Exact ? 1 : 0);

        var rewards = _rewards is null ? null : await _rewards.OfAsync(item, candidates, cancellationToken).ConfigureAwait(false);
        foreach (int size in _options.Sizes)
            await AggregateAsync(pool, item, [.. candidates.Take(size)], rewards, cancellationToken).ConfigureAwait(false);

        if (!pool.IsSelf)
            await ControlAsync(pool, item, [.. candidates.Take(PaperSize)], cancellationToken).ConfigureAwait(false);
        foreach (var row in candidates)
            _measurements.Add(pool.Name, SampleOf(row.Member, row.Sample), 1, item, row.Score, row.Exact ? 1 : 0);
    }

    /// <summary>The control that needs another prompt of the same kind.</summary>
    public async Task RunSwappedAsync(LabPool pool, TestItem item, TestItem other, CancellationToken cancellationToken)
    {
        var candidates = await _sampler.SampleAsync(pool, other, cancellationToken).ConfigureAwait(false);
        var answer = await _methods.FuseOthersAsync(pool, item, other, [.. candidates.Take(PaperSize)], cancellationToken).ConfigureAwait(false);
        _measurements.Add(pool.Name, PaperSize, item, answer);
    }

    /// <summary>The ablation with a weak pool: as many candidates, from some of the members only.</summary>
    public async Task RunWeakAsync(LabPool pool, LabPool weak, TestItem item, CancellationToken cancellationToken)
    {
        var all = await _sampler.SampleAsync(pool, item, cancellationToken).ConfigureAwait(false);
        CandidateRow[] candidates = [.. all.Where(row => weak.Members.Any(member => member.Name == row.Member)).Take(PaperSize)];
        var rewards = _rewards is null ? null : await _rewards.OfAsync(item, candidates, cancellationToken).ConfigureAwait(false);
        await AggregateAsync(weak, item, candidates, rewards, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The method name under which one sample of a member is measured.</summary>
    public static string SampleOf(string member, int sample) => $"{member}#{sample}";

    private async Task AggregateAsync(
        LabPool pool, TestItem item, CandidateRow[] candidates, IReadOnlyList<RewardRow>? rewards, CancellationToken cancellationToken)
    {
        int size = candidates.Length;
        _measurements.Add(pool.Name, LabMethods.Mean, size, item, candidates.Average(row => row.Score), candidates.Average(row => row.Exact ? 1.0 : 0));
        var best = candidates.OrderByDescending(row => row.Score).ThenByDescending(row => row.Exact).First();
        _measurements.Add(pool.Name, LabMethods.Oracle, size, item, best.Score, best.Exact ? 1 : 0);

        foreach (var answer in await _methods.TakeAsync(pool, item, candidates, rewards, cancellationToken).ConfigureAwait(false))
            _measurements.Add(pool.Name, size, item, answer);
        _measurements.Add(pool.Name, size, item, await _methods.FuseAsync(pool, item, candidates, _cast.Fusor, cancellationToken).ConfigureAwait(false));
        if (size != PaperSize)
            return;

        foreach (var fusor in _cast.OtherFusors)
            _measurements.Add(pool.Name, size, item, await _methods.FuseAsync(pool, item, candidates, fusor, cancellationToken).ConfigureAwait(false));
    }

    private async Task ControlAsync(LabPool pool, TestItem item, CandidateRow[] candidates, CancellationToken cancellationToken)
    {
        string bare = LabFormat.Fusing(item.Item.Prompt, []);
        var alone = await _methods.AskAsync(LabMethods.NoCandidates, pool, item, bare, _cast.Fusor, cancellationToken).ConfigureAwait(false);
        _measurements.Add(pool.Name, candidates.Length, item, alone);
        if (_cast.PromptOnly is not { } promptOnly)
            return;
        var known = await _methods.AskAsync(LabMethods.PromptOnly, pool, item, item.Item.Prompt, promptOnly, cancellationToken).ConfigureAwait(false);
        _measurements.Add(pool.Name, candidates.Length, item, known);
    }
}
