using System.Diagnostics;

namespace FusionOfN.Testing;

/// <summary>What work costs the processor: a busy machine makes it wait, and that does not count.</summary>
/// <remarks>The time of the whole process; use it in test classes that run beside no other.</remarks>
public static class ProcessorTime
{
    /// <summary>The processor time of the cheapest of several runs.</summary>
    /// <param name="work">What to run.</param>
    /// <param name="times">How often, from 1.</param>
    public static TimeSpan Best(Action work, int times = 2)
    {
        ArgumentNullException.ThrowIfNull(work);
        using var process = Process.GetCurrentProcess();
        return Enumerable.Range(0, times).Min(_ =>
        {
            process.Refresh();
            var start = process.TotalProcessorTime;
            work();
            process.Refresh();
            return process.TotalProcessorTime - start;
        });
    }
}
