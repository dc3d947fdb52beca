namespace FusionOfN.Gateway;

/// <summary>Which runs to list. What is null is not asked about.</summary>
internal sealed record RunFilter
{
    /// <summary>How they ended.</summary>
    public RunStatus? Status { get; init; }

    /// <summary>What they are.</summary>
    public RunKind? Kind { get; init; }

    /// <summary>Their recipe.</summary>
    public string? Recipe { get; init; }

    /// <summary>Whether they are degraded.</summary>
    public bool? Degraded { get; init; }

    /// <summary>The least known cost in US dollars. Runs whose cost is not known are left out.</summary>
    public decimal? MinCostUsd { get; init; }

    /// <summary>The highest known cost in US dollars. Runs whose cost is not known are left out.</summary>
    public decimal? MaxCostUsd { get; init; }

    /// <summary>The key that asked.</summary>
    public string? KeyId { get; init; }

    /// <summary>The conversation.</summary>
    public string? SessionId { get; init; }

    /// <summary>Started at this moment or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Started before this moment.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>A part of the run's id, in either case of letters.</summary>
    public string? IdContains { get; init; }
}
