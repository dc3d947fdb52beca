namespace FusionOfN;

/// <summary>What an engine runs with, beside its recipe.</summary>
public sealed class FusionEngineOptions
{
    /// <summary>The clock behind timeouts, prices and receipts.</summary>
    /// <value>The default value is <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Draws the seed of runs whose recipe and request set none.</summary>
    /// <value>The default value is the system's random numbers.</value>
    public Func<int> DrawSeed { get; set; } = () => System.Security.Cryptography.RandomNumberGenerator.GetInt32(int.MaxValue);
}
