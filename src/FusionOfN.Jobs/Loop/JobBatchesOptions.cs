using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FusionOfN.Jobs;

/// <summary>How batches are sent and waited for.</summary>
public sealed record JobBatchesOptions
{
    /// <summary>Where files are put for servers that read their batches from there.</summary>
    public required string Folder { get; init; }

    /// <summary>The wait before the batches are asked for the first time; it doubles from time to time.</summary>
    /// <value>The default value is 1 second.</value>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait.</summary>
    /// <value>The default value is 1 minute.</value>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often a call is sent at most, when its batches expire or it fails in a way that another try may not; from 1.</summary>
    /// <value>The default value is 4.</value>
    public int MaxAttempts { get; init; } = 4;

    /// <summary>The most calls of one batch; the provider's limits hold as well.</summary>
    /// <value>The default value is 50,000.</value>
    public int MaxCalls { get; init; } = 50_000;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where trouble with batches is logged. Never a prompt, an answer or a key.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;
}
