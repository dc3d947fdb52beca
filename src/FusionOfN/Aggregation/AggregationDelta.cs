namespace FusionOfN;

/// <summary>A piece of the answer, as soon as it is written.</summary>
/// <param name="Text">The piece.</param>
public sealed record AggregationDelta(string Text) : AggregationUpdate;
