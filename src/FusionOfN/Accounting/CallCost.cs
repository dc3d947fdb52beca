namespace FusionOfN;

/// <summary>The cost of one call.</summary>
/// <param name="AmountUsd">US dollars; null when it is not known.</param>
/// <param name="Source">Where it comes from.</param>
public readonly record struct CallCost(decimal? AmountUsd, CostSource Source);
