namespace FusionOfN.Providers;

/// <summary>What is too large for the memory while it is sent: a file that is gone when it is closed, and that nobody else may read.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private TemporaryFile(FileStream stream) => Stream = stream;

    public FileStream Stream { get; }

    /// <summary>Writes the lines of a batch.</summary>
    /// <param name="order">The batch.</param>
    /// <param name="begin">What stands before them.</param>
    /// <param name="between">What stands between two of them.</param>
    /// <param name="end">What stands behind them.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<TemporaryFile> WriteAsync(
        BatchOrder order, ReadOnlyMemory<byte> begin, ReadOnlyMemory<byte> between, ReadOnlyMemory<byte> end, CancellationToken cancellationToken)
    {
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
            BufferSize = 64 * 1024,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        FileStream stream = new(Path.Combine(Path.GetTempPath(), $"fusion-{Guid.NewGuid():n}.jsonl"), options);
        try
        {
            ReadOnlyMemory<byte> before = begin;
            await foreach (ReadOnlyMemory<byte> line in order.Lines!(cancellationToken).ConfigureAwait(false))
            {
                await stream.WriteAsync(before, cancellationToken).ConfigureAwait(false);
                await stream.WriteAsync(line, cancellationToken).ConfigureAwait(false);
                before = between;
            }

            await stream.WriteAsync(end, cancellationToken).ConfigureAwait(false);
            await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
            stream.Position = 0;
            return new TemporaryFile(stream);
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public void Dispose() => Stream.Dispose();
}
