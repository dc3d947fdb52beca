using System.Globalization;

namespace FusionOfN.Factory;

/// <summary>
/// Kills a job again and again, at random moments, sometimes with a disk that gets full first, until it is done; then compares its rows with those of an
/// undisturbed job, and its calls with theirs plus what was in flight at each kill.
/// </summary>
internal static class KillRun
{
    private const int Concurrency = 16;
    private const int MaxKillsPerJob = 12;

    private static readonly HttpClient Http = new();

    public static async Task<int> RunAsync(int points, int items, int seed, CancellationToken cancellationToken)
    {
        Random random = new(seed);
        string folder = Directory.CreateTempSubdirectory("fusion-factory-").FullName;
        try
        {
            (byte[] expected, int calls) = await UndisturbedAsync(Path.Combine(folder, "undisturbed"), items, cancellationToken);
            int killed = 0, jobs = 0, filled = 0, twice = 0;
            while (killed < points)
            {
                string own = Path.Combine(folder, FormattableString.Invariant($"job{jobs++}"));
                using Child upstream = Child.Start(null, "upstream", "--median-ms", "4");
                string url = await upstream.ReadAsync(cancellationToken);
                int kills = 0;
                while (true)
                {
                    bool isLast = killed >= points || kills >= MaxKillsPerJob;

                    // In units of 512 bytes: the store grows to some megabytes, and the disk is full somewhere on the way.
                    int? blocks = !isLast && random.Next(6) == 0 ? random.Next(400, 4_000) : null;
                    using Child job = Child.Start(blocks, "job", url, own, "--items", Text(items), "--concurrency", Text(Concurrency));
                    Task<int> end = job.WaitAsync(cancellationToken);
                    if (!isLast)
                    {
                        await WaitForMomentAsync(url, calls, random, end, cancellationToken);
                        if (!job.HasExited)
                        {
                            job.Kill();
                            killed++;
                            kills++;
                        }
                    }

                    if (await end == 0)
                        break;
                    bool isFull = (await job.ErrorsAsync()).Contains("cannot be used", StringComparison.Ordinal);
                    filled += isFull ? 1 : 0;
                    kills += isFull ? 1 : 0;
                    if (isLast)
                        throw new InvalidOperationException($"The job did not end: {await job.ErrorsAsync()}");
                }

                int sent = await CallsAsync(url, cancellationToken);
                twice += sent - calls;
                byte[] rows = await File.ReadAllBytesAsync(Path.Combine(own, JobProcess.RowsFile), cancellationToken);
                if (!rows.AsSpan().SequenceEqual(expected))
                {
                    Console.WriteLine($"Job {jobs}: its rows differ after {kills} kills; the folder {own} is left.");
                    folder = "";
                    return 1;
                }

                if (sent > calls + (kills * Concurrency))
                {
                    Print($"Job {jobs}: {sent} calls after {kills} kills; an undisturbed one makes {calls}, and {Concurrency} may be in flight at each kill.");
                    return 1;
                }

                Directory.Delete(own, recursive: true);
            }

            Print($"{killed} kills and {filled} full disks over {jobs} jobs of {items} items: rows byte-identical to an undisturbed job's, {twice} calls made twice ({twice / (double)Math.Max(1, killed + filled):0.0} a kill; {Concurrency} may be in flight)");
            return 0;
        }
        finally
        {
            if (folder.Length > 0)
                Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Waits until a random number of calls have come in, or for a random time: kills hit the start and the export too.</summary>
    private static async Task WaitForMomentAsync(string url, int calls, Random random, Task end, CancellationToken cancellationToken)
    {
        if (random.Next(5) == 0)
        {
            await Task.WhenAny(end, Task.Delay(random.Next(2_000), cancellationToken));
            return;
        }

        int before = await CallsAsync(url, cancellationToken);
        int wanted = before + 1 + random.Next(Math.Max(1, (calls - before) / 2));
        while (!end.IsCompleted && await CallsAsync(url, cancellationToken) < wanted)
            await Task.WhenAny(end, Task.Delay(2, cancellationToken));
        await Task.Delay(random.Next(4), cancellationToken);
    }

    private static async Task<(byte[] Rows, int Calls)> UndisturbedAsync(string folder, int items, CancellationToken cancellationToken)
    {
        using Child upstream = Child.Start(null, "upstream", "--median-ms", "4");
        string url = await upstream.ReadAsync(cancellationToken);
        using Child job = Child.Start(null, "job", url, folder, "--items", Text(items), "--concurrency", Text(Concurrency));
        await job.ReadAsync(cancellationToken);
        await job.WaitAsync(cancellationToken);
        return (await File.ReadAllBytesAsync(Path.Combine(folder, JobProcess.RowsFile), cancellationToken), await CallsAsync(url, cancellationToken));
    }

    private static async Task<int> CallsAsync(string url, CancellationToken cancellationToken)
    {
        return int.Parse((await Http.GetStringAsync($"{url}/calls", cancellationToken)).Split(' ')[0], CultureInfo.InvariantCulture);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
