namespace FusionOfN.Lab;

/// <summary>What <c>fusion lab train</c> is asked to do.</summary>
public sealed record LabTrainingOptions
{
    /// <summary>Where the finished models go, one directory each.</summary>
    public required string OutputDirectory { get; init; }

    /// <summary>Where checkpoints and intermediate files stand; a training that was stopped goes on from them.</summary>
    public required string WorkDirectory { get; init; }

    /// <summary>The models to make; those they need are made too where they are not there yet.</summary>
    /// <value>The default value is <see langword="null"/>: all.</value>
    public IReadOnlyList<string>? Only { get; init; }

    /// <summary>How many models are trained at a time, each on one thread.</summary>
    /// <value>The default value is 2.</value>
    public int Workers { get; init; } = 2;

    /// <summary>Multiplies the number of tokens of every phase, for a trial run.</summary>
    /// <value>The default value is 1.</value>
    public double Scale { get; init; } = 1;

    /// <summary>The clock behind speeds and times.</summary>
    /// <value>The default value is <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
