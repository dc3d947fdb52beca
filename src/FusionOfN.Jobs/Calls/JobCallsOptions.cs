using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FusionOfN.Jobs;

/// <summary>How a job makes its calls.</summary>
public sealed record JobCallsOptions
{
    /// <summary>Calls in flight at most, over the whole job, from 1.</summary>
    /// <value>The default value is 64.</value>
    public int Concurrency { get; init; } = 64;

    /// <summary>Whether replies are taken from the store and kept there. Without it every call is sent, and only what it cost is kept.</summary>
    /// <value>The default value is <see langword="true"/>.</value>
    public bool UsesStore { get; init; } = true;

    /// <summary>Whether calls of items to endpoints that take batches wait for one; see <see cref="JobBatches"/>. The store is needed for it.</summary>
    /// <value>The default value is <see langword="false"/>: every call is sent at once.</value>
    public bool UsesBatches { get; init; }

    /// <summary>Calls to one endpoint that fail in a row before it counts as dead or saturated, and the job ends; from 1.</summary>
    /// <value>The default value is 20.</value>
    public int MaxFailuresInARow { get; init; } = 20;

    /// <summary>Prices, for what calls cost where the provider does not say it.</summary>
    /// <value>The default value is an empty list: the models' own prices.</value>
    public PriceList Prices { get; init; } = PriceList.Empty;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where calls that cannot be kept are reported. Never a prompt, an answer or a key.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;
}
