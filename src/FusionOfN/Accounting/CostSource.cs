namespace FusionOfN;

/// <summary>Where the cost of a call comes from.</summary>
public enum CostSource
{
    /// <summary>Not known. Not the same as free.</summary>
    Unknown,

    /// <summary>The provider reported it with the answer.</summary>
    Provider,

    /// <summary>Computed from the reported usage and the price list or, where that says nothing, the model's own price.</summary>
    PriceList,

    /// <summary>The reply was bought before and is kept in a store: this time it cost nothing, and took nothing of a budget.</summary>
    Store,
}
