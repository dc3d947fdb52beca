using FusionOfN.Evaluation;
using FusionOfN.Jobs;
using FusionOfN.Local;

namespace FusionOfN.Lab;

/// <summary>The paper in miniature: both of its settings with models that really sample and really fuse, and a report with honest statistics.</summary>
public static class LabRun
{
    /// <summary>What tells a run's folder from others: it holds one of these files.</summary>
    public static IReadOnlyList<string> OwnFiles { get; } = [RunStore.IdentityFile];

    /// <summary>Runs the experiments and writes the report. What an earlier run in the same folder did is not done again.</summary>
    /// <param name="options">What to run.</param>
    /// <param name="progress">Hears how it goes, from several threads.</param>
    /// <param name="cancellationToken">Stops the run; everything done so far is kept, and the same call goes on from there.</param>
    /// <returns>The reports' paths and findings.</returns>
    /// <exception cref="LabException">Models are missing, or the folder holds a run with other models or seeds, or one that cannot be read.</exception>
    /// <exception cref="LocalModelException">A model cannot be loaded.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static async Task<LabRunResult> ExecuteAsync(
        LabRunOptions options, IProgress<LabRunProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        using LoadedCast loaded = LoadedCast.Load(LabModels.Find(options.ModelsDirectory).Directory);
        return await ExecuteAsync(options, loaded, progress, cancellationToken).ConfigureAwait(false);
    }

    internal static async Task<LabRunResult> ExecuteAsync(
        LabRunOptions options, LoadedCast loaded, IProgress<LabRunProgress>? progress, CancellationToken cancellationToken)
    {
        Validate(options);
        LabWorld world = new();
        LabCast cast = loaded.Cast;
        var items = TestItems.Draw(world, TestColumn.Of(options.Tasks), options.Languages, options.PerCell, options.Seed, options.Split);
        Measurements measurements = new(new PairedBootstrap(options.Seed));
        bool hasStudents = options.TrainsStudents && cast is { StudentBase.Directory: not null, Reward: not null } && cast.Teachers.Count > 1;
        RunStore store = await RunStore.OpenAsync(options.OutputDirectory, Identity(options, cast), cancellationToken).ConfigureAwait(false);
        await using var closing = store.ConfigureAwait(false);
        await store.Items.AddAsync(items.Select(item => item.ToRow())).ConfigureAwait(false);
        var settings = await new LabExperiments(store, world, cast, options, measurements, progress).RunAsync(items, cancellationToken).ConfigureAwait(false);
        if (hasStudents)
            await new StudentExperiment(store, world, loaded, options, measurements, progress).RunAsync(items, cancellationToken).ConfigureAwait(false);

        return ReportFiles.Write(new(options, cast, settings, items, measurements)
        {
            HasStudents = hasStudents,
            Candidates = store.FindCandidate,
        });
    }

    // What every row depends on. Rows of more languages, tasks or prompts may come into the same folder.
    private static JobIdentity Identity(LabRunOptions options, LabCast cast)
    {
        Dictionary<string, string> identity = new()
        {
            ["seed"] = FormattableString.Invariant($"{options.Seed}"),
            ["temperature"] = FormattableString.Invariant($"{options.Temperature}"),
            ["samples"] = FormattableString.Invariant($"{options.Sizes.Max()}"),
            ["fusor prompt"] = cast.FusorPrompt.Hash,
        };
        if (options.Development)
            identity["split"] = "student";
        foreach (var (part, name, fingerprint) in cast.Everybody)
            identity[$"{part} {name}"] = fingerprint;
        return new JobIdentity(identity);
    }

    private static void Validate(LabRunOptions options)
    {
        if (options.Languages.Count == 0 || options.Tasks.Count == 0)
            throw new ArgumentException("A lab run needs at least one language and one task.");
        ArgumentOutOfRangeException.ThrowIfLessThan(options.PerCell, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Concurrency, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.Temperature, nameof(options));
        if (options is { Development: true, Students: true })
            throw new LabException("A development run asks the prompts that students learn from, so it trains none.");
        if (options.TrainsStudents && (options.StudentSeeds.Count == 0 || options.StudentPrompts < 1 || options.StudentSteps < 1))
            throw new ArgumentException("Students need at least one seed, one prompt and one step.");
    }
}
