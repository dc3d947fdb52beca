using System.Threading.RateLimiting;

namespace FusionOfN.Gateway;

/// <summary>
/// What request bodies may take of the memory, all together: bytes that are held as long as their requests last, and, much less, bytes that are
/// being read as JSON, which takes many times their size.
/// </summary>
internal sealed class BodyBudget : IDisposable
{
    private const long MaxHeldBytes = 256 * 1024 * 1024;
    private const int MaxParsedBytes = 16 * 1024 * 1024;
    private const int UnitBytes = 64 * 1024;

    // More than this can only mean that nothing gets through any more.
    private const int MaxWaiting = 10_000;

    private readonly ConcurrencyLimiter _parsing;
    private readonly long _maxHeld;
    private readonly int _parsedUnits;
    private long _held;

    public BodyBudget(GatewayConfiguration configuration)
    {
        _maxHeld = Math.Max(MaxHeldBytes, configuration.MaxBodyBytes);
        _parsedUnits = Math.Max(MaxParsedBytes, configuration.MaxBodyBytes) / UnitBytes;
        _parsing = new ConcurrencyLimiter(new ConcurrencyLimiterOptions
        {
            PermitLimit = _parsedUnits,
            QueueLimit = _parsedUnits * MaxWaiting,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
    }

    /// <summary>Bytes that are held.</summary>
    public long Held => Interlocked.Read(ref _held);

    /// <summary>Notes bytes that have arrived.</summary>
    /// <exception cref="GatewayException">503: all requests together hold more than they may.</exception>
    public void Hold(long bytes)
    {
        if (Interlocked.Add(ref _held, bytes) <= _maxHeld)
            return;
        Release(bytes);
        throw new GatewayException(503, "The requests that are being answered hold all the memory that request bodies may take. Ask again in a moment.")
        {
            Code = "busy",
            RetryAfterSeconds = 1,
        };
    }

    /// <summary>Notes that bytes are held no longer.</summary>
    public void Release(long bytes) => Interlocked.Add(ref _held, -bytes);

    /// <summary>Waits until bytes may be read as JSON.</summary>
    /// <returns>The right to it, to be disposed when they are read.</returns>
    public ValueTask<RateLimitLease> ParseAsync(long bytes, CancellationToken cancellationToken) =>
        _parsing.AcquireAsync((int)Math.Clamp((bytes + UnitBytes - 1) / UnitBytes, 1, _parsedUnits), cancellationToken);

    public void Dispose() => _parsing.Dispose();
}
