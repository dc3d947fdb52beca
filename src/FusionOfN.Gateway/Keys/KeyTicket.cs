namespace FusionOfN.Gateway;

/// <summary>
/// One request that was let in and counts against its key's day. Settle it when it became a run; disposed before that, it is given back.
/// </summary>
internal sealed class KeyTicket : IDisposable
{
    private readonly KeyDay? _day;
    private int _closed;

    /// <summary>Creates a ticket.</summary>
    /// <param name="day">The day it counts against; null when nothing is counted.</param>
    public KeyTicket(KeyDay? day) => _day = day;

    /// <summary>What is left of the key's day, shared by all its runs: the engine reserves in it before each call. Null when nothing is limited.</summary>
    public Budget? Budget => _day?.Budget;

    /// <summary>The request became a run: it stays counted, however the run ends.</summary>
    public void Settle() => Interlocked.Exchange(ref _closed, 1);

    /// <summary>Gives the request back unless it is settled.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
            _day?.GiveBack();
    }
}
