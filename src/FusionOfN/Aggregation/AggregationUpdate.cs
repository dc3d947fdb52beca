namespace FusionOfN;

/// <summary>A step of an aggregation.</summary>
public abstract record AggregationUpdate;
