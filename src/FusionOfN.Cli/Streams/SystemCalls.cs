using System.Runtime.InteropServices;

namespace FusionOfN.Cli;

/// <summary>The few calls of POSIX systems that .NET has no form of, for the standard streams.</summary>
internal static partial class SystemCalls
{
    public const int Interrupted = 4;
    public const int BrokenPipe = 32;

    public const int GetDescriptorFlags = 1;
    public const int CloseOnExec = 1;

    public const short PollWritable = 4;

    /// <summary>EAGAIN, which differs.</summary>
    public static int TryAgain => OperatingSystem.IsMacOS() ? 35 : 11;

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int descriptor, ReadOnlySpan<byte> bytes, nint count);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    public static partial int DescriptorFlags(int descriptor, int command);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(ref PollEntry entry, nuint count, int timeoutMs);

    [StructLayout(LayoutKind.Sequential)]
    public struct PollEntry
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
