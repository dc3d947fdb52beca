using System.Diagnostics;

namespace FusionOfN.Load;

/// <summary>What one turn of one side took.</summary>
/// <param name="Requests">Requests answered.</param>
/// <param name="Seconds">From the first request to the last answer.</param>
/// <param name="P50">Median time of a request in milliseconds.</param>
/// <param name="P99">Its 99th percentile.</param>
internal sealed record Turn(int Requests, double Seconds, double P50, double P99)
{
    /// <summary>Sends requests, so many in flight at once, each followed by the next.</summary>
    public static async Task<Turn> RunAsync(int concurrency, int requests, Func<Task> send)
    {
        double[] times = new double[requests];
        int next = -1;
        long start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, concurrency).Select(async _ =>
        {
            for (int index; (index = Interlocked.Increment(ref next)) < requests;)
            {
                long began = Stopwatch.GetTimestamp();
                await send();
                times[index] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            }
        }));
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Array.Sort(times);
        return new Turn(requests, seconds, times[requests / 2], times[Math.Min(requests - 1, requests * 99 / 100)]);
    }
}
