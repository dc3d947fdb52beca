namespace FusionOfN;

/// <summary>The pieces so far are void: their writer failed and the answer starts again from nothing.</summary>
/// <param name="Reason">Why, in one sentence.</param>
public sealed record AggregationDiscarded(string Reason) : AggregationUpdate;
