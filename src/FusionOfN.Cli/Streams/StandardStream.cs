using System.Runtime.InteropServices;

namespace FusionOfN.Cli;

/// <summary>
/// Standard output or standard error as a stream that tells when its reader has gone. .NET's own swallows that, so that a command would go on paying
/// for answers that nobody reads.
/// </summary>
internal sealed class StandardStream : Stream
{
    public const int Input = 0;
    public const int Output = 1;
    public const int Error = 2;

    private readonly int _descriptor;

    private StandardStream(int descriptor) => _descriptor = descriptor;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Opens one of the two. One that was closed when the process started takes everything and keeps nothing.</summary>
    public static Stream Open(int descriptor)
    {
        if (OperatingSystem.IsWindows())
            return descriptor == Output ? Console.OpenStandardOutput() : Console.OpenStandardError();
        return IsOpen(descriptor) ? new StandardStream(descriptor) : Null;
    }

    /// <summary>Whether the process was started with this stream.</summary>
    /// <remarks>
    /// What this process opened itself is closed when it starts another; what it was given is not. A number that was free at the start may have been given
    /// to some file since, and that is neither to be read nor written here.
    /// </remarks>
    public static bool IsOpen(int descriptor) => OperatingSystem.IsWindows()
        || (SystemCalls.DescriptorFlags(descriptor, SystemCalls.GetDescriptorFlags) is >= 0 and var flags && (flags & SystemCalls.CloseOnExec) == 0);

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            nint written = SystemCalls.Write(_descriptor, buffer, buffer.Length);
            if (written >= 0)
                buffer = buffer[(int)written..];
            else
                Recover(Marshal.GetLastPInvokeError());
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void Recover(int error)
    {
        if (error == SystemCalls.Interrupted)
            return;
        if (error == SystemCalls.BrokenPipe)
            throw new ReaderGoneException();
        if (error != SystemCalls.TryAgain)
            throw new IOException($"standard {(_descriptor == Output ? "output" : "error")} cannot be written: {Marshal.GetPInvokeErrorMessage(error)}", error);

        // Whoever shares the terminal or pipe has set it not to wait.
        SystemCalls.PollEntry entry = new() { Descriptor = _descriptor, Events = SystemCalls.PollWritable };
        _ = SystemCalls.Poll(ref entry, 1, -1);
    }
}
