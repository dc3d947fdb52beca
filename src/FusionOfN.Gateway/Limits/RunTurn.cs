using System.Threading.RateLimiting;

namespace FusionOfN.Gateway;

/// <summary>The right of one run to be in flight.</summary>
internal sealed class RunTurn : IDisposable
{
    private readonly RunGate _gate;
    private readonly RateLimitLease _lease;
    private readonly long _since;

    public RunTurn(RunGate gate, RateLimitLease lease, long since)
    {
        _gate = gate;
        _lease = lease;
        _since = since;
    }

    public void Dispose() => _gate.Leave(_lease, _since);
}
