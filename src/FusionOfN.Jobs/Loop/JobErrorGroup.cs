namespace FusionOfN.Jobs;

/// <summary>Items that ended without a result for the same kind of reason.</summary>
/// <param name="State">Failed or filtered.</param>
/// <param name="Kind">The filter, or the kind of the failure.</param>
/// <param name="Example">The reason of the first of them.</param>
/// <param name="Items">How many there are.</param>
public sealed record JobErrorGroup(ItemState State, string Kind, string Example, long Items);
