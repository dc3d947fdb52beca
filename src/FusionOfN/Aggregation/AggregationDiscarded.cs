namespace FusionOfN;

/// <summary>The pieces so far are void: their writer failed and the answer starts again from nothing.</summary>
/// <param name="Reason">Why, in one sentence.</param>
/// <param name="Brief">The same without an address and without words of a provider; null when the reason holds nothing of that kind.</param>
public sealed record AggregationDiscarded(string Reason, string? Brief = null) : AggregationUpdate;
