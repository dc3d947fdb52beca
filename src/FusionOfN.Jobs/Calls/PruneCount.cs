namespace FusionOfN.Jobs;

/// <summary>How much a rule deletes from a store.</summary>
/// <param name="Calls">Calls.</param>
/// <param name="Bytes">Bytes of their replies.</param>
/// <param name="CostUsd">What they cost in US dollars, and would cost again; of those whose cost is known.</param>
public sealed record PruneCount(long Calls, long Bytes, decimal CostUsd);
