namespace FusionOfN.Gateway;

/// <summary>The right of one run to be in flight.</summary>
internal sealed class RunTurn : IDisposable
{
    private readonly RunGate _gate;
    private readonly string? _owner;
    private readonly long _since;

    public RunTurn(RunGate gate, string? owner, long since)
    {
        _gate = gate;
        _owner = owner;
        _since = since;
    }

    public void Dispose() => _gate.Leave(_owner, _since);
}
