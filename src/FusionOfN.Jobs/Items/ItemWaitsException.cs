namespace FusionOfN.Jobs;

/// <summary>An item cannot be ended now, through no fault of its own: it waits.</summary>
#pragma warning disable CA1032, CA1064 // It never leaves the loop.
internal sealed class ItemWaitsException(ItemWait why, string reason) : Exception(reason)
#pragma warning restore CA1032, CA1064
{
    public ItemWait Why { get; } = why;
}

/// <summary>What an item waits for.</summary>
internal enum ItemWait
{
    /// <summary>The budget does not cover one of its calls.</summary>
    Budget,

    /// <summary>An endpoint that it needs is dead or saturated.</summary>
    Endpoint,

    /// <summary>One of its calls waits for a batch.</summary>
    Batch,
}
