namespace FusionOfN.Cli;

/// <summary>Recognises that there is no room left, by what the systems call it.</summary>
internal static class DiskFull
{
    /// <summary>The system's number for a file that may not grow any more.</summary>
    public const int FileTooLarge = 27;

    private const int NoSpace = 28;
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);

    private static int QuotaExceeded => OperatingSystem.IsMacOS() ? 69 : 122;

    public static bool Explains(Exception exception) => exception is IOException
        && (OperatingSystem.IsWindows()
            ? exception.HResult is WindowsDiskFull or WindowsHandleDiskFull
            : exception.HResult is NoSpace or FileTooLarge || exception.HResult == QuotaExceeded);
}
