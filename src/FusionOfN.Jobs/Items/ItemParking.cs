namespace FusionOfN.Jobs;

/// <summary>
/// Sees when an item can go on no further because its calls wait for batches. Then its token is cancelled, so that nothing of it stays in memory. Calls that are
/// sent at once are ended first, and are in the store when the item comes again.
/// </summary>
internal sealed class ItemParking : IDisposable
{
    // Between the end of one call and the beginning of the next, nothing seems to be going on. Too short, and a call misses its batch; it is in the next one.
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _giveUp;
    private int _begun;
    private int _parked;
    private int _changes;

    public ItemParking(TimeProvider time, CancellationToken stopping)
    {
        _time = time;
        _giveUp = CancellationTokenSource.CreateLinkedTokenSource(stopping);
    }

    /// <summary>Cancelled when the item is given up for now, or the job is stopped.</summary>
    public CancellationToken Token => _giveUp.Token;

    /// <summary>Whether a call of the item waits for a batch: nothing that it comes to now counts.</summary>
    public bool HasParked { get; private set; }

    public IDisposable Begin()
    {
        lock (_gate)
        {
            _begun++;
            _changes++;
        }

        return new Call(this);
    }

    public async Task ParkAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            HasParked = true;
            _parked++;
        }

        Check();
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _time, cancellationToken);
        }
        finally
        {
            lock (_gate)
                _parked--;
        }
    }

    public void Dispose() => _giveUp.Dispose();

    private void End()
    {
        lock (_gate)
        {
            _begun--;
            _changes++;
        }

        Check();
    }

    private void Check()
    {
        int changes;
        lock (_gate)
        {
            if (!IsQuiet)
                return;
            changes = _changes;
        }

        _ = GiveUpAsync(changes);
    }

    // Each call that waits has begun, and does not end before the item is given up.
    private bool IsQuiet => _parked > 0 && _begun <= _parked;

    private async Task GiveUpAsync(int changes)
    {
        await Task.Delay(Settle, _time);
        lock (_gate)
        {
            if (!IsQuiet || changes != _changes)
                return;
        }

        try
        {
            await _giveUp.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // The item has ended by itself.
        }
    }

    private sealed class Call(ItemParking parking) : IDisposable
    {
        private bool _hasEnded;

        public void Dispose()
        {
            if (!_hasEnded)
                parking.End();
            _hasEnded = true;
        }
    }
}
