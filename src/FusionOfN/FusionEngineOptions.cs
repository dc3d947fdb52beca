using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FusionOfN;

/// <summary>What an engine runs with, beside its recipe.</summary>
public sealed class FusionEngineOptions
{
    /// <summary>The clock behind timeouts, prices and receipts.</summary>
    /// <value>The default value is <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Where runs are logged: their ends, failed calls and fallbacks. Never a prompt, an answer or a key.</summary>
    /// <value>The default value is <see cref="NullLogger.Instance"/>.</value>
    public ILogger Logger { get; set; } = NullLogger.Instance;

    /// <summary>Draws the seed of runs whose recipe and request set none.</summary>
    /// <value>The default value is the system's random numbers.</value>
    public Func<int> DrawSeed { get; set; } = () => System.Security.Cryptography.RandomNumberGenerator.GetInt32(int.MaxValue);
}
