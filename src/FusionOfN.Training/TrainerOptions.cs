namespace FusionOfN.Training;

/// <summary>How a model is trained.</summary>
public sealed record TrainerOptions
{
    /// <summary>Optimiser steps.</summary>
    public required int Steps { get; init; }

    /// <summary>The most tokens in one step, padding included.</summary>
    /// <value>The default value is 2,048.</value>
    public int BatchTokens { get; init; } = 2_048;

    /// <summary>The highest learning rate.</summary>
    /// <value>The default value is 0.003.</value>
    public double LearningRate { get; init; } = 3e-3;

    /// <summary>Steps over which the learning rate rises from zero.</summary>
    /// <value>The default value is 100.</value>
    public int WarmUpSteps { get; init; } = 100;

    /// <summary>Where the learning rate ends, as a share of the highest.</summary>
    /// <value>The default value is 0.05.</value>
    public double FinalShare { get; init; } = 0.05;

    /// <summary>Decay of the mean of gradients.</summary>
    /// <value>The default value is 0.9.</value>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the mean of squared gradients.</summary>
    /// <value>The default value is 0.98.</value>
    public double Beta2 { get; init; } = 0.98;

    /// <summary>Decay of matrices, decoupled from the gradient.</summary>
    /// <value>The default value is 0.05.</value>
    public double WeightDecay { get; init; } = 0.05;

    /// <summary>Gradients with a larger norm are scaled down to it.</summary>
    /// <value>The default value is 1.</value>
    public double ClipNorm { get; init; } = 1;

    /// <summary>Sessions of one thread each that share every step.</summary>
    /// <value>The default value is 1.</value>
    public int Workers { get; init; } = 1;

    /// <summary>Examples that are sorted by length together, so that batches hold sequences of like length.</summary>
    /// <value>The default value is 512.</value>
    public int SortWindow { get; init; } = 512;

    /// <summary>Seeds the order of batches.</summary>
    public int Seed { get; init; }

    /// <summary>Steps between two progress reports.</summary>
    /// <value>The default value is 50.</value>
    public int ReportEvery { get; init; } = 50;

    /// <summary>The file to which progress is saved and from which training goes on; null: neither.</summary>
    public string? CheckpointPath { get; init; }

    /// <summary>Steps between two checkpoints.</summary>
    /// <value>The default value is 500.</value>
    public int CheckpointEvery { get; init; } = 500;

    /// <summary>Names the data, for example by its hash; a checkpoint with another name is refused.</summary>
    public string? CheckpointTag { get; init; }

    /// <summary>The clock behind the speed in progress reports.</summary>
    /// <value>The default value is <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Everything that changes the course of a training, as text; places, clock and the number of threads do not.</summary>
    internal string Course => (this with { CheckpointPath = null, CheckpointEvery = 1, Workers = 1, TimeProvider = TimeProvider.System }).ToString();

    internal double LearningRateAt(int step)
    {
        if (step < WarmUpSteps)
            return LearningRate * (step + 1) / WarmUpSteps;

        var progress = (double)(step - WarmUpSteps) / Math.Max(1, Steps - WarmUpSteps);
        return LearningRate * (FinalShare + ((1 - FinalShare) * 0.5 * (1 + Math.Cos(Math.PI * Math.Min(1, progress)))));
    }
}
