namespace FusionOfN.Jobs;

/// <summary>What calls are made for: an item of a job. Found by <see cref="CallScope.Current"/>.</summary>
internal interface ICallScope
{
    /// <summary>The job that pays.</summary>
    string JobId { get; }

    /// <summary>The item's name.</summary>
    string Id { get; }

    /// <summary>The failure that an earlier attempt at this item met at this point; null when it met none.</summary>
    StoredFailure? TakeDecidedFailure(CallKey key);

    /// <summary>Writes down a failure that may be gone the next time, so that the item takes the same road when it is run again.</summary>
    Task DecideFailureAsync(CallKey key, StoredFailure failure);

    /// <summary>A call met a failure that every repetition meets.</summary>
    void NoteFailure(CallKey key);

    /// <summary>A call was answered, now or earlier.</summary>
    /// <param name="key">Its key: what is asked twice is one call. Null for calls that are not kept.</param>
    /// <param name="call">The call.</param>
    void AddCall(CallKey? key, ItemCall call);

    /// <summary>A call to an endpoint failed in a way that another try may not.</summary>
    void NoteEndpoint(string endpoint);

    /// <summary>An endpoint is dead: nothing that this item comes to now counts.</summary>
    void StopFor(string reason);

    /// <summary>A call of the item begins, and has ended when what comes back is disposed. Only counted where calls may wait for batches.</summary>
    IDisposable? Begin();

    /// <summary>A call waits for a batch: it does not end. When nothing of the item goes on any more, the item is given up for now.</summary>
    Task ParkAsync(CancellationToken cancellationToken);

    /// <summary>The store does not work.</summary>
    void Break(StoreException exception);
}

/// <summary>Where calls find what they are made for.</summary>
internal static class CallScope
{
    private static readonly AsyncLocal<ICallScope?> Ambient = new();

    /// <summary>What calls are made for here; null outside of items.</summary>
    public static ICallScope? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }
}
