namespace FusionOfN.Local;

/// <summary>How a local model uses the machine.</summary>
public sealed record LocalModelOptions
{
    /// <summary>Threads that work on one step of the model.</summary>
    /// <value>The default value is the number of processors, at most 4.</value>
    public int Threads { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 4);

    /// <summary>Whether threads wait for work by spinning: up to half as fast again on a machine of one's own, a nuisance to everyone on a shared one.</summary>
    /// <value>The default value is <see langword="false"/>.</value>
    public bool AllowSpinning { get; init; }

    /// <summary>The most answers in work at once; more wait their turn. Each needs memory for its keys and values.</summary>
    /// <value>The default value is 32.</value>
    public int MaxBatch { get; init; } = 32;

    /// <summary>The clock of chat templates that tell the date.</summary>
    /// <value>The default value is <see cref="System.TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Prompt tokens per run of the graph; 0 lets the engine decide. For tests.</summary>
    internal int PrefillChunk { get; init; }
}
