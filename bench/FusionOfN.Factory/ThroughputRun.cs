using System.Globalization;

namespace FusionOfN.Factory;

/// <summary>A job beside a bare client that makes the same calls.</summary>
internal static class ThroughputRun
{
    private const double MaxCpuRatio = 4;
    private const double MinRateShare = 0.95;
    private const double MaxReadyIdle = 0.01;

    public static async Task<int> RunAsync(int items, int rounds, CancellationToken cancellationToken)
    {
        (Measurement job, Measurement driver) cpu = await SideBySideAsync(0, items, 64, warmUp: 3_000, rounds, cancellationToken);
        double ratio = cpu.job.CpuMsPerItem / cpu.driver.CpuMsPerItem;
        Print($"no latency, 64 in flight: {cpu.job.CpuMsPerItem:0.000} ms of CPU an item beside {cpu.driver.CpuMsPerItem:0.000} ms, ratio {ratio:0.00} (at most {MaxCpuRatio}); {cpu.job.CallsPerSecond:0} beside {cpu.driver.CallsPerSecond:0} calls/s; peak {cpu.job.PeakMegabytes:0} MB");

        (Measurement job, Measurement driver) rate = await SideBySideAsync(200, Math.Max(items, 3_000), 512, warmUp: 600, rounds: 1, cancellationToken);
        double share = rate.job.CallsPerSecond / rate.driver.CallsPerSecond;
        Print($"median 200 ms, 512 in flight: {rate.job.CallsPerSecond:0} beside {rate.driver.CallsPerSecond:0} calls/s, {share:0.000} of them (at least {MinRateShare}); ready-idle {rate.job.ReadyIdleShare:0.0000} (under {MaxReadyIdle}); peak {rate.job.PeakMegabytes:0} MB");
        return ratio <= MaxCpuRatio && share >= MinRateShare && rate.job.ReadyIdleShare < MaxReadyIdle ? 0 : 1;
    }

    private static async Task<(Measurement Job, Measurement Driver)> SideBySideAsync(
        double medianMs, int items, int concurrency, int warmUp, int rounds, CancellationToken cancellationToken)
    {
        using Child upstream = Child.Start(null, "upstream", "--median-ms", medianMs.ToString(CultureInfo.InvariantCulture));
        string url = await upstream.ReadAsync(cancellationToken);
        List<Measurement> jobs = [];
        List<Measurement> drivers = [];
        for (int round = 0; round < rounds; round++)
        {
            string folder = Directory.CreateTempSubdirectory("fusion-factory-").FullName;
            try
            {
                jobs.Add(await OneAsync("job", url, folder));
                drivers.Add(await OneAsync("driver", url));
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        return (Median(jobs), Median(drivers));

        async Task<Measurement> OneAsync(params string[] command)
        {
            using Child child = Child.Start(null, [.. command, .. Numbers("--items", items, "--concurrency", concurrency, "--warm-up", warmUp)]);
            Measurement measured = Measurement.Read(await child.ReadAsync(cancellationToken));
            Print($"  {command[0]}: {measured.CpuMsPerItem:0.000} ms of CPU an item, {measured.CallsPerSecond:0} calls/s");
            return measured;
        }
    }

    private static string[] Numbers(params object[] words) => [.. words.Select(word => Convert.ToString(word, CultureInfo.InvariantCulture)!)];

    private static Measurement Median(List<Measurement> all) => all.OrderBy(measured => measured.CpuMsPerItem).ElementAt(all.Count / 2);

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
