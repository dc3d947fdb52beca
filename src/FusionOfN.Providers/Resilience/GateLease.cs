namespace FusionOfN.Providers;

/// <summary>A slot at a <see cref="ConcurrencyGate"/>; disposing gives it back, once.</summary>
internal sealed class GateLease(ConcurrencyGate gate, string model, string origin, long episode) : IDisposable
{
    private int _returned;

    /// <summary>How often the limit had been lowered when this slot was given out.</summary>
    public long Episode { get; } = episode;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _returned, 1) == 0) gate.Return(model, origin);
    }
}
