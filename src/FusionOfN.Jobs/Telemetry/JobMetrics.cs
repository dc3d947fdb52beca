using System.Diagnostics.Metrics;

namespace FusionOfN.Jobs;

/// <summary>The figures of jobs for OpenTelemetry. Nothing from prompts or answers.</summary>
internal static class JobMetrics
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "FusionOfN.Jobs";

    private static readonly Meter Meter = new(MeterName);

    /// <summary>Calls by whether they came from the store.</summary>
    internal static Counter<long> Calls { get; } = Meter.CreateCounter<long>("fusion.job.calls", "{call}", "Calls of jobs, by whether they came from the store.");

    /// <summary>Items by how they ended.</summary>
    internal static Counter<long> Items { get; } = Meter.CreateCounter<long>("fusion.job.items", "{item}", "Items of jobs that ended, by how.");

    /// <summary>Items that are being worked on.</summary>
    internal static UpDownCounter<long> ItemsInFlight { get; } = Meter.CreateUpDownCounter<long>("fusion.job.items_in_flight", "{item}", "Items that are being worked on.");
}
