namespace FusionOfN.Jobs;

/// <summary>Recognises that there is no room left, by what the systems call it.</summary>
public static class DiskFull
{
    // The system's number for a file that may not grow any more.
    private const int FileTooLarge = 27;

    private const int NoSpace = 28;
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);

    private static int QuotaExceeded => OperatingSystem.IsMacOS() ? 69 : 122;

    /// <summary>Whether a write failed because there is no room.</summary>
    /// <param name="exception">What the write threw.</param>
    public static bool Explains(Exception exception) => exception is IOException
        && (OperatingSystem.IsWindows()
            ? exception.HResult is WindowsDiskFull or WindowsHandleDiskFull
            : exception.HResult is NoSpace or FileTooLarge || exception.HResult == QuotaExceeded);

    /// <summary>Writes at a file's place. Not cancellable: what is there to be written has been paid for.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="bytes">What to write.</param>
    /// <exception cref="IOException">It could not be written; <see cref="Explains"/> tells whether for want of room.</exception>
    public static async Task WriteAsync(FileStream stream, ReadOnlyMemory<byte> bytes)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            await stream.WriteAsync(bytes, CancellationToken.None).ConfigureAwait(false);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            // What .NET makes of a file that may not grow any more.
            throw new IOException(exception.Message, FileTooLarge);
        }
    }
}
