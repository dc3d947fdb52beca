namespace FusionOfN;

/// <summary>A piece of the answer, as soon as it is written.</summary>
/// <param name="Text">The piece.</param>
public sealed record AggregationDelta(string Text) : AggregationUpdate
{
    /// <summary>The model whose words these are, as its provider names it; null when that is not known.</summary>
    public string? ModelServed { get; init; }
}
