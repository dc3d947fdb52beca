using FusionOfN.Local;
using FusionOfN.Training;

namespace FusionOfN.Lab;

/// <summary>
/// Makes the models of the lab from seeds: the vocabulary first, then each model in the order of the plan, several at a time on one thread each. What was
/// stopped goes on from its last checkpoint; what is finished is not made again.
/// </summary>
public sealed class LabTraining
{
    private const string WeightsFile = "weights.bin";

    private readonly LabTrainingOptions _options;
    private readonly IProgress<LabTrainingProgress>? _progress;
    private int _threadsPerModel = 1;

    /// <summary>Prepares a training.</summary>
    /// <param name="options">What to make and where.</param>
    /// <param name="progress">Hears how it goes, from several threads.</param>
    /// <exception cref="ArgumentException">There is no model of a name in <see cref="LabTrainingOptions.Only"/>.</exception>
    public LabTraining(LabTrainingOptions options, IProgress<LabTrainingProgress>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Workers, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Scale, nameof(options));
        foreach (string name in options.Only ?? [])
            LabPlan.Of(name);
        _options = options;
        _progress = progress;
    }

    /// <summary>What tells a folder of checkpoints from others: it holds one of these files.</summary>
    public static IReadOnlyList<string> OwnWorkFiles { get; } = [LabTokenizer.FileName];

    /// <summary>The names of all models that can be made, in the order in which they are best made.</summary>
    public static IReadOnlyList<string> Models { get; } = [.. LabPlan.All.Select(plan => plan.Name)];

    /// <summary>Trains and writes the models.</summary>
    /// <param name="cancellationToken">Stops after the steps under way; what was reached is saved and a later call goes on from there.</param>
    /// <returns>A task that ends when all models are made.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        Directory.CreateDirectory(_options.WorkDirectory);
        LabKitchen kitchen = new(new(), Vocabulary(), _options.WorkDirectory, _options.OutputDirectory);
        List<LabModelPlan> waiting = [.. Wanted().Where(plan => !IsMade(plan))];
        Dictionary<Task, LabModelPlan> running = [];

        // Models side by side make better use of the cores than one model on several; a single one gets them all.
        _threadsPerModel = waiting.Count == 1 ? _options.Workers : 1;
        while (waiting.Count + running.Count > 0)
        {
            while (running.Count < _options.Workers && waiting.Find(plan => Requirements(plan).All(IsMade)) is { } ready)
            {
                waiting.Remove(ready);
                running.Add(Task.Factory.StartNew(() => Make(kitchen, ready, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default), ready);
            }

            Task done = await Task.WhenAny(running.Keys).ConfigureAwait(false);
            running.Remove(done);
            await done.ConfigureAwait(false);
        }
    }

    /// <summary>The seed of the data of a phase.</summary>
    internal static int PhaseSeed(LabModelPlan plan, int phase) => plan.Seed + (7_919 * (phase + 1));

    // Everything asked for and everything it needs, in the order of the plan.
    private IEnumerable<LabModelPlan> Wanted()
    {
        if (_options.Only is null)
            return LabPlan.All;
        HashSet<string> names = [];
        Stack<string> open = new(_options.Only);
        while (open.TryPop(out string? name))
        {
            if (names.Add(name))
            {
                foreach (LabModelPlan needed in Requirements(LabPlan.Of(name)))
                    open.Push(needed.Name);
            }
        }

        return LabPlan.All.Where(plan => names.Contains(plan.Name));
    }

    private static IEnumerable<LabModelPlan> Requirements(LabModelPlan plan) =>
        plan.Needs.Concat(plan.Base is null ? [] : [plan.Base]).Select(LabPlan.Of);

    private bool IsMade(LabModelPlan plan) => File.Exists(WorkPath(plan, WeightsFile))
        && (plan.IsIntermediate || File.Exists(Path.Combine(_options.OutputDirectory, plan.Name, "model.onnx")));

    private string TokenizerPath => Path.Combine(_options.WorkDirectory, LabTokenizer.FileName);

    private string WorkPath(LabModelPlan plan, string file) => Path.Combine(_options.WorkDirectory, plan.Name, file);

    private LabTokenizer Vocabulary()
    {
        if (!File.Exists(TokenizerPath))
        {
            _progress?.Report(new("vocabulary", "learning", null));
            File.WriteAllText(TokenizerPath, LabTokenizer.TrainJson(new()));
        }

        return LabTokenizer.Load(TokenizerPath);
    }

    private void Make(LabKitchen kitchen, LabModelPlan plan, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(WorkPath(plan, ""));
        DecoderWeights weights = Start(plan, plan.Shape with { VocabularySize = kitchen.Tokenizer.Count });
        List<LabPhaseRecord> records = [];
        for (int i = 0; i < plan.Phases.Count; i++)
        {
            LabPhase phase = plan.Phases[i];
            records.Add(Learn(kitchen, plan, phase, PhaseSeed(plan, i), weights, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }

        using (FileStream stream = File.Create(WorkPath(plan, WeightsFile + ".tmp")))
            weights.Save(stream);
        File.Move(WorkPath(plan, WeightsFile + ".tmp"), WorkPath(plan, WeightsFile), overwrite: true);
        if (!plan.IsIntermediate)
            LabModelWriter.Write(Path.Combine(_options.OutputDirectory, plan.Name), plan, weights, File.ReadAllText(TokenizerPath), records, _options.Scale);
        _progress?.Report(new(plan.Name, "done", null));
    }

    private LabPhaseRecord Learn(
        LabKitchen kitchen, LabModelPlan plan, LabPhase phase, int seed, DecoderWeights weights, CancellationToken cancellationToken)
    {
        PhaseProgress progress = new(report => _progress?.Report(new(plan.Name, phase.Name, report)));
        if (phase.Pairs is { } draw)
        {
            Repeatable<PreferencePair> pairs = new(() => draw(kitchen, new(seed)));
            TrainingResult compared = Trainer.RunPairs(
                weights, pairs, Options(plan, phase), progress: progress, cancellationToken: cancellationToken);
            return new(phase.Name, phase.LearningRate, compared, pairs.Fingerprint(pair => [pair.Better, pair.Worse]));
        }

        Repeatable<TrainingExample> examples = new(() => phase.Examples!(kitchen, new(seed)));
        TrainingResult result = Trainer.Run(weights, examples, Options(plan, phase), progress, cancellationToken);
        return new(phase.Name, phase.LearningRate, result, examples.Fingerprint(example => [example]));
    }

    private DecoderWeights Start(LabModelPlan plan, DecoderConfig config)
    {
        if (plan.Base is null)
            return plan.StartsCopying ? CopyingStart.Create(config, plan.Seed) : DecoderWeights.Create(config, plan.Seed);
        using FileStream stream = File.OpenRead(WorkPath(LabPlan.Of(plan.Base), WeightsFile));
        return DecoderWeights.Load(config, stream);
    }

    private TrainerOptions Options(LabModelPlan plan, LabPhase phase)
    {
        int steps = Math.Max(2, (int)(phase.Tokens * _options.Scale / phase.BatchTokens));
        return new()
        {
            Steps = steps,
            BatchTokens = phase.BatchTokens,
            LearningRate = phase.LearningRate,
            WarmUpSteps = Math.Min(100, steps / 5),
            Seed = plan.Seed,
            Workers = _threadsPerModel,
            CheckpointPath = WorkPath(plan, phase.Name + ".checkpoint"),
            CheckpointEvery = 250,
            TimeProvider = _options.TimeProvider,
        };
    }
}
