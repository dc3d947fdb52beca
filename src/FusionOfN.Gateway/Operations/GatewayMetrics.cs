using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace FusionOfN.Gateway;

/// <summary>What the gateway measures beside the engine. No value comes from a request but its route.</summary>
internal sealed class GatewayMetrics
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "FusionOfN.Gateway";

    private readonly Counter<long> _requests;
    private readonly Histogram<double> _duration;

    public GatewayMetrics(IMeterFactory meters, RunGate gate, Func<StoreHealth?> store)
    {
        var meter = meters.Create(MeterName);
        _requests = meter.CreateCounter<long>("fusion.gateway.requests", "{request}", "Requests answered, by route and status.");
        _duration = meter.CreateHistogram("fusion.gateway.request.duration", "s", "Time from a request's first byte to its answer's last.", tags: null, advice: FusionTelemetry.RunSeconds);
        meter.CreateObservableGauge("fusion.gateway.runs", () => gate.Running, "{run}", "Runs in flight.");
        meter.CreateObservableGauge("fusion.gateway.queue", () => gate.Queued, "{request}", "Requests that wait for a run to end.");
        meter.CreateObservableGauge("fusion.gateway.receipts.waiting", () => store()?.Waiting ?? 0, "{receipt}", "Receipts that wait to be written.");
        meter.CreateObservableCounter("fusion.gateway.receipts.lost", () => store()?.LostReceipts ?? 0, "{receipt}", "Receipts that could not be written.");
    }

    /// <summary>Counts a request.</summary>
    public void Answered(string route, int status, double seconds)
    {
        TagList tags = new() { { "http.route", route }, { "http.response.status_code", status } };
        _requests.Add(1, tags);
        _duration.Record(seconds, tags);
    }
}
