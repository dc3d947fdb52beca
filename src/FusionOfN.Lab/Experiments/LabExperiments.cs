namespace FusionOfN.Lab;

/// <summary>All settings of a run, one stage after the other. Every stage goes on from what the store holds.</summary>
internal sealed class LabExperiments
{
    private const int WeakMembers = 3;

    private readonly LabCast _cast;
    private readonly LabRunOptions _options;
    private readonly IProgress<LabRunProgress>? _progress;
    private readonly PoolExperiment _experiment;
    private readonly Measurements _measurements;

    public LabExperiments(
        RunStore store, LabWorld world, LabCast cast, LabRunOptions options, Measurements measurements, IProgress<LabRunProgress>? progress)
    {
        _cast = cast;
        _options = options;
        _progress = progress;
        _measurements = measurements;
        _experiment = new(store, world, cast, options, measurements);
    }

    /// <summary>Runs all settings.</summary>
    /// <returns>The pools that were sampled and, for each task column, the weak part of the teachers.</returns>
    public async Task<LabSettings> RunAsync(IReadOnlyList<TestItem> items, CancellationToken cancellationToken)
    {
        var pools = PoolExperiment.Pools(_cast, _options.Sizes.Max());
        foreach (var pool in pools)
        {
            await ForEachAsync($"sampling and fusing: {pool.Name}", items, (item, token) => _experiment.RunAsync(pool, item, token), cancellationToken)
                .ConfigureAwait(false);
            MeasureBestMember(pool, items);
        }

        Dictionary<TestColumn, LabPool> weak = [];
        if (pools.FirstOrDefault(pool => !pool.IsSelf) is { } teachers)
        {
            await ForEachAsync("control: another prompt's candidates", items, (item, token) => Other(items, item) is { } other
                ? _experiment.RunSwappedAsync(teachers, item, other, token)
                : Task.CompletedTask, cancellationToken).ConfigureAwait(false);
            if (teachers.Members.Count > WeakMembers && WeakMembers * teachers.Samples >= PoolExperiment.PaperSize)
            {
                foreach (var column in items.Select(item => item.Column).Distinct())
                    weak.Add(column, Weakest(teachers, column));
                await ForEachAsync("ablation: weak pool", items, (item, token) => _experiment.RunWeakAsync(teachers, weak[item.Column], item, token), cancellationToken)
                    .ConfigureAwait(false);
            }
        }

        return new(pools, weak);
    }

    // The members with the lowest scores in a column; the oracle of that choice is part of the ablation, not of the method.
    private LabPool Weakest(LabPool pool, TestColumn column) => pool with
    {
        Name = $"{pool.Name}-weak",
        Members = [.. pool.Members
            .OrderBy(member => _measurements.Of(pool.Name, PoolExperiment.SampleOf(member.Name, 0), 1, column).Average(measurement => measurement.Score))
            .Take(WeakMembers)],
    };

    // The member is chosen by what it reached on these very prompts, which favours the baseline.
    private void MeasureBestMember(LabPool pool, IReadOnlyList<TestItem> items)
    {
        foreach (var column in items.Select(item => item.Column).Distinct())
        {
            var best = pool.Members
                .Select(member => _measurements.Of(pool.Greedy.Name, member.Name, 1, column))
                .MaxBy(own => own.Average(measurement => measurement.Score))!;
            foreach (var measurement in best)
                _measurements.Add(pool.Name, LabMethods.BestMember, PoolExperiment.PaperSize, measurement.Item, measurement.Score, measurement.Exact);
        }
    }

    // The next prompt of the same kind and language.
    private static TestItem? Other(IReadOnlyList<TestItem> items, TestItem item)
    {
        TestItem[] cell = [.. items.Where(other => other.Column == item.Column && other.Language == item.Language)];
        return cell.Length < 2 ? null : cell[(Array.IndexOf(cell, item) + 1) % cell.Length];
    }

    private async Task ForEachAsync(
        string stage, IReadOnlyList<TestItem> items, Func<TestItem, CancellationToken, Task> run, CancellationToken cancellationToken)
    {
        StageMeter meter = new(stage, items.Count, _options.TimeProvider, _progress);
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = _options.Concurrency, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(items, parallel, async (item, token) =>
        {
            await run(item, token).ConfigureAwait(false);
            meter.Advance();
        }).ConfigureAwait(false);
    }
}
