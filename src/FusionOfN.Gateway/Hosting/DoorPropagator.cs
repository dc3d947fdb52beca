using System.Diagnostics;

namespace FusionOfN.Gateway;

/// <summary>Takes up a client's trace and nothing else: its <c>tracestate</c> and <c>baggage</c> hold what it likes, and would go on to every member.</summary>
internal sealed class DoorPropagator : DistributedContextPropagator
{
    private readonly DistributedContextPropagator _inner = CreateDefaultPropagator();

    public override IReadOnlyCollection<string> Fields => _inner.Fields;

    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter) => _inner.Inject(activity, carrier, setter);

    public override void ExtractTraceIdAndState(object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState)
    {
        _inner.ExtractTraceIdAndState(carrier, getter, out traceId, out _);
        traceState = null;
    }

    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback? getter) => null;
}
