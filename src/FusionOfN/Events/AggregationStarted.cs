namespace FusionOfN;

/// <summary>The aggregator began.</summary>
/// <param name="Aggregator">Its name.</param>
/// <param name="Candidates">The number of distinct usable candidates it works with.</param>
public sealed record AggregationStarted(string Aggregator, int Candidates) : FusionEvent;
