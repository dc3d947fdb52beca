namespace FusionOfN.Jobs;

/// <summary>What a job bought from its beginning, over all of its runs.</summary>
internal sealed record JobSpend
{
    public long Calls { get; init; }

    /// <summary>Calls whose cost is not known.</summary>
    public long UnpricedCalls { get; init; }

    public long InputTokens { get; init; }

    public long OutputTokens { get; init; }

    public long CostNano { get; init; }

    public decimal CostUsd => NanoUsd.ToUsd(CostNano);
}
