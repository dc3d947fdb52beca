using System.Numerics.Tensors;
using FusionOfN.Local;

namespace FusionOfN.Training;

/// <summary>Trains a decoder on examples: batches of like length, gradients from one or more one-thread sessions, AdamW, cosine schedule with warm-up.</summary>
public static class Trainer
{
    /// <summary>Trains the weights in place.</summary>
    /// <param name="weights">The weights. They may be trained by one call at a time.</param>
    /// <param name="examples">
    /// The examples, usually endless. To go on from a checkpoint exactly, the sequence must be the same each time it is enumerated: what was seen is skipped.
    /// </param>
    /// <param name="options">Steps, rates and batch size.</param>
    /// <param name="progress">Hears how it goes.</param>
    /// <param name="cancellationToken">Stops after the step under way; a checkpoint is written first when there is a path for it.</param>
    /// <exception cref="TrainingDivergedException">The loss diverged.</exception>
    /// <exception cref="InvalidOperationException">There are no more examples.</exception>
    public static TrainingResult Run(
        DecoderWeights weights,
        IEnumerable<TrainingExample> examples,
        TrainerOptions options,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(options);
        return Run(weights, examples.Select(example => new TrainingItem([example])), TrainingObjective.Answers, options, progress, cancellationToken);
    }

    /// <summary>Trains the weights to find the better answer of each pair likelier than the worse one, token for token.</summary>
    /// <param name="weights">The weights, usually of a model that already answers well. They may be trained by one call at a time.</param>
    /// <param name="pairs">The pairs, usually endless; as repeatable as examples must be.</param>
    /// <param name="options">Steps, rates and batch size; the loss is per pair.</param>
    /// <param name="scale">
    /// What a nat of mean log-probability is worth in the comparison; above 0. 3 by default.
    /// </param>
    /// <param name="progress">Hears how it goes.</param>
    /// <param name="cancellationToken">Stops after the step under way; a checkpoint is written first when there is a path for it.</param>
    /// <remarks>
    /// The reward of an answer is the mean log-probability of its labelled tokens, so the model stays an ordinary language model and needs no extra head.
    /// The probability that the better one wins is σ(scale · (reward − other reward)), after Bradley and Terry.
    /// </remarks>
    /// <exception cref="TrainingDivergedException">The loss diverged.</exception>
    /// <exception cref="InvalidOperationException">There are no more pairs.</exception>
    public static TrainingResult RunPairs(
        DecoderWeights weights,
        IEnumerable<PreferencePair> pairs,
        TrainerOptions options,
        float scale = 3,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(pairs);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scale);
        var items = pairs.Select(pair => new TrainingItem([pair.Better, pair.Worse]) { Weight = pair.Weight, Scale = scale });
        return Run(weights, items, TrainingObjective.Pairs, options, progress, cancellationToken);
    }

    private static TrainingResult Run(
        DecoderWeights weights,
        IEnumerable<TrainingItem> items,
        TrainingObjective objective,
        TrainerOptions options,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken)
    {
        AdamW optimizer = new(weights, options);
        BatchStream batches = new(items.Select(item => item.CheckedFor(weights.Config)), options);
        ProgressMeter meter = new(options, progress, options.TimeProvider);
        var step = Checkpoint.TryLoad(options, weights, optimizer, meter);
        for (var seen = 0; seen < step; seen++)
            batches.Next();

        var graph = DecoderTape.Write(weights.Config, objective);
        GradientWorker[] workers = [.. Enumerable.Range(0, options.Workers).Select(_ => new GradientWorker(weights, graph, objective))];
        try
        {
            for (; step < options.Steps && !cancellationToken.IsCancellationRequested; step++)
            {
                var batch = batches.Next() ?? throw new InvalidOperationException($"The examples ran out after {step} of {options.Steps} steps.");
                var loss = Gradients(workers, batch, 1 / Math.Max(batch.Sum(item => item.TotalWeight(objective)), 1e-6f));
                optimizer.Step(workers[0].Gradient, step);
                meter.Add(step, loss, batch);
                if ((step + 1) % options.CheckpointEvery == 0)
                    Checkpoint.Save(options, weights, optimizer, meter, step + 1);
            }
        }
        finally
        {
            foreach (var worker in workers)
                worker.Dispose();
        }

        Checkpoint.Save(options, weights, optimizer, meter, step);
        return new TrainingResult(step, meter.Tokens, meter.Curve);
    }

    /// <summary>The gradient of a batch, in the first worker; each worker takes a share of the sequences.</summary>
    private static double Gradients(GradientWorker[] workers, IReadOnlyList<TrainingItem> batch, float scale)
    {
        var losses = new double[workers.Length];
        Parallel.For(0, workers.Length, new ParallelOptions { MaxDegreeOfParallelism = workers.Length }, i =>
        {
            workers[i].Clear();

            // Every n-th one: the batch is sorted by length, so the shares are of like size.
            TrainingItem[] share = [.. batch.Where((_, position) => position % workers.Length == i)];
            if (share.Length > 0)
                losses[i] = workers[i].Accumulate(share, scale);
        });

        for (var i = 1; i < workers.Length; i++)
            TensorPrimitives.Add(workers[0].Gradient, workers[i].Gradient, workers[0].Gradient);
        return losses.Sum();
    }
}
