namespace FusionOfN.Gateway;

/// <summary>
/// One request that was let in and counts against its key's minute, its day and its session. Settle it when it became a run; disposed before that, it is
/// given back. Dispose it when it has ended.
/// </summary>
internal sealed class KeyTicket : IDisposable
{
    private readonly IReadOnlyList<SpendMeter> _meters;
    private readonly (KeyMinute Minute, Budget Tokens)? _minute;
    private bool _wasRun;
    private int _closed;

    /// <summary>Creates a ticket.</summary>
    /// <param name="meters">What it counts against.</param>
    /// <param name="minute">The minute of its key that it counts in, with the tokens of that minute; null when the key has none.</param>
    public KeyTicket(IReadOnlyList<SpendMeter> meters, (KeyMinute Minute, Budget Tokens)? minute = null)
    {
        _meters = meters;
        _minute = minute;
        Budgets = [.. meters.Select(meter => meter.Budget), .. minute is { } counted ? [counted.Tokens] : Array.Empty<Budget>()];
    }

    /// <summary>What is left of the key's day and of the session, shared by all their runs: the engine reserves in them before each call.</summary>
    public IReadOnlyList<Budget> Budgets { get; }

    /// <summary>The request became a run: it stays counted, however the run ends.</summary>
    public void Settle() => _wasRun = true;

    /// <summary>The request has ended; it is given back unless it is settled.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
            return;
        foreach (var meter in _meters)
            meter.Close(_wasRun);
        _minute?.Minute.Close(_minute.Value.Tokens, _wasRun);
    }
}
