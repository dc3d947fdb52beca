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
    /// <exception cref="InvalidOperationException">The loss diverged, or there are no examples.</exception>
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

        AdamW optimizer = new(weights, options);
        BatchStream batches = new(examples, options);
        ProgressMeter meter = new(options, progress, options.TimeProvider);
        var step = Checkpoint.TryLoad(options, weights, optimizer, meter);
        for (var seen = 0; seen < step; seen++)
            batches.Next();

        var graph = DecoderTape.Write(weights.Config);
        GradientWorker[] workers = [.. Enumerable.Range(0, options.Workers).Select(_ => new GradientWorker(weights, graph))];
        try
        {
            for (; step < options.Steps && !cancellationToken.IsCancellationRequested; step++)
            {
                var batch = batches.Next() ?? throw new InvalidOperationException($"The examples ran out after {step} of {options.Steps} steps.");
                var labelled = batch.Sum(example => example.Weights.Skip(1).Sum(Math.Abs));
                var loss = Gradients(workers, batch, 1 / Math.Max(labelled, 1e-6f));
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
    private static double Gradients(GradientWorker[] workers, IReadOnlyList<TrainingExample> batch, float scale)
    {
        var losses = new double[workers.Length];
        Parallel.For(0, workers.Length, new ParallelOptions { MaxDegreeOfParallelism = workers.Length }, i =>
        {
            workers[i].Clear();

            // Every n-th one: the batch is sorted by length, so the shares are of like size.
            TrainingExample[] share = [.. batch.Where((_, position) => position % workers.Length == i)];
            if (share.Length > 0)
                losses[i] = workers[i].Accumulate(share, scale);
        });

        for (var i = 1; i < workers.Length; i++)
            TensorPrimitives.Add(workers[0].Gradient, workers[i].Gradient, workers[0].Gradient);
        return losses.Sum();
    }
}
