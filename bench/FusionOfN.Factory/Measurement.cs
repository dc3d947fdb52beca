using System.Diagnostics;
using System.Text.Json;

namespace FusionOfN.Factory;

/// <summary>What a process took for its items, the warming-up left out.</summary>
internal sealed record Measurement
{
    public required int Items { get; init; }

    public required double Seconds { get; init; }

    public required double CpuSeconds { get; init; }

    public required double PeakMegabytes { get; init; }

    public double ReadyIdleShare { get; init; }

    /// <summary>Seconds to the first result.</summary>
    public double FirstSeconds { get; init; }

    public long CallsBeforeFirst { get; init; }

    public double CpuMsPerItem => CpuSeconds * 1000 / Items;

    public double CallsPerSecond => Items * 6 / Seconds;

    public static async Task<Measurement> OfAsync(int items, Func<Task> work)
    {
        using Process process = Process.GetCurrentProcess();
        process.Refresh();
        (TimeSpan cpu, long started) = (process.TotalProcessorTime, Stopwatch.GetTimestamp());
        await work();
        process.Refresh();
        return new Measurement
        {
            Items = items,
            Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds,
            CpuSeconds = (process.TotalProcessorTime - cpu).TotalSeconds,
            PeakMegabytes = process.PeakWorkingSet64 / 1048576.0,
        };
    }

    public void Print() => Console.WriteLine(JsonSerializer.Serialize(this));

    public static Measurement Read(string line) => JsonSerializer.Deserialize<Measurement>(line)!;
}
