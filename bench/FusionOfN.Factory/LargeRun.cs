using System.Globalization;

namespace FusionOfN.Factory;

/// <summary>One large job: memory, time to the first row, size on disk, and what it takes to find that it is finished.</summary>
internal static class LargeRun
{
    private const double MaxMegabytes = 300;
    private const double MaxResumeSeconds = 30;

    public static async Task<int> RunAsync(int items, CancellationToken cancellationToken)
    {
        using Child upstream = Child.Start(null, "upstream");
        string url = await upstream.ReadAsync(cancellationToken);
        string folder = Directory.CreateTempSubdirectory("fusion-factory-").FullName;
        try
        {
            Measurement first = await OneAsync();
            double bytes = new DirectoryInfo(folder).EnumerateFiles("job.db*").Sum(file => file.Length) / (double)items;
            Print($"{items} items in {first.Seconds:0} s ({first.CallsPerSecond:0} calls/s), {first.CpuMsPerItem:0.000} ms of CPU an item, peak {first.PeakMegabytes:0} MB (under {MaxMegabytes}), {bytes:0} bytes an item on disk");
            Print($"first row after {first.FirstSeconds:0.00} s and {first.CallsBeforeFirst} calls ({first.CallsBeforeFirst / (items * 5.0):P2} of the sampling)");
            Measurement again = await OneAsync();
            Print($"finished job again: {again.Seconds:0.0} s (under {MaxResumeSeconds}), peak {again.PeakMegabytes:0} MB");
            return first.PeakMegabytes < MaxMegabytes && again.Seconds < MaxResumeSeconds ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        async Task<Measurement> OneAsync()
        {
            using Child job = Child.Start(null, "job", url, folder, "--items", items.ToString(CultureInfo.InvariantCulture), "--concurrency", "64");
            return Measurement.Read(await job.ReadAsync(cancellationToken));
        }
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
