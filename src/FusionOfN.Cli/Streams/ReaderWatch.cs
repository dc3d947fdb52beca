using System.Runtime.InteropServices;

namespace FusionOfN.Cli;

/// <summary>Notices when the reader of standard output goes, also while nothing is written: a run that waits for models is paid for all the same.</summary>
internal static class ReaderWatch
{
    /// <summary>Cancelled when the reader has gone, or there never was one; never for a file, and on Windows only a write can tell.</summary>
    public static CancellationToken Start()
    {
        if (!StandardStream.IsOpen(StandardStream.Output))
            return new CancellationToken(canceled: true);
        if (OperatingSystem.IsWindows() || !Console.IsOutputRedirected)
            return CancellationToken.None;

        CancellationTokenSource gone = new();
        new Thread(() => Wait(gone)) { IsBackground = true, Name = "reader of standard output" }.Start();
        return gone.Token;
    }

    private static void Wait(CancellationTokenSource gone)
    {
        // Nothing is asked for: an error or a hang-up is always reported.
        SystemCalls.PollEntry entry = new() { Descriptor = StandardStream.Output };
        while (SystemCalls.Poll(ref entry, 1, -1) < 0)
        {
            if (Marshal.GetLastPInvokeError() != SystemCalls.Interrupted)
                return;
        }

        gone.Cancel();
    }
}
