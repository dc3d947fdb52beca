using System.Text;
using FusionOfN.Jobs;

namespace FusionOfN.Cli;

/// <summary>
/// A file that a command writes in one piece at its end. It is opened at the beginning, before anything is paid, and written into: a device or pipe stays
/// what it is. A file that holds something is only overwritten with <c>--force</c>, and then as a whole: until the new text is on the disk, the old one stands.
/// </summary>
internal sealed class OutputFile : IAsyncDisposable
{
    private readonly FileStream _stream;
    private readonly string _path;
    private readonly bool _isNew;
    private bool _isWhole;

    private OutputFile(FileStream stream, string path, bool isNew)
    {
        _stream = stream;
        _path = path;
        _isNew = isNew;
    }

    /// <summary>Whether something stands in the file that is to be overwritten.</summary>
    private bool Overwrites { get; init; }

    /// <summary>Opens the file.</summary>
    /// <param name="host">The process.</param>
    /// <param name="path">The file as the command line has it.</param>
    /// <param name="force">Whether what stands in it is overwritten.</param>
    /// <param name="cancellationToken">Stops waiting for the reader of a pipe.</param>
    /// <param name="mend">What to do when something stands in it.</param>
    /// <exception cref="CliException">It cannot be written, or holds something and is not to be overwritten.</exception>
    public static async Task<OutputFile> OpenAsync(CliHost host, string path, bool force, CancellationToken cancellationToken, string mend = "--force overwrites it.")
    {
        bool isNew = !File.Exists(host.FullPath(path));
        FileStream stream = await OutputPlace.OpenAsync(host, path, FileAccess.Write, FileShare.ReadWrite, cancellationToken);
        if (!stream.CanSeek || stream.Length == 0)
            return new OutputFile(stream, path, isNew);
        if (force)
            return new OutputFile(stream, path, isNew) { Overwrites = !IsOpenElsewhere(host.FullPath(path)) };
        await stream.DisposeAsync();
        throw CliException.BadInput($"{path} is there already", mend);
    }

    /// <summary>Writes the text, and nothing stays of what was there before.</summary>
    /// <exception cref="CliException">It could not be written.</exception>
    public Task WriteAsync(string text) => WriteAsync(write => write(Encoding.UTF8.GetBytes(text)));

    /// <summary>Writes the pieces, and nothing stays of what was there before.</summary>
    /// <param name="pieces">Is given what writes a piece.</param>
    /// <exception cref="CliException">It could not be written.</exception>
    public async Task WriteAsync(Func<Func<ReadOnlyMemory<byte>, Task>, Task> pieces)
    {
        try
        {
            if (Overwrites)
            {
                await ReplaceAsync(pieces);
            }
            else
            {
                // Another name of standard output: the answer may stand there by now.
                if (_stream.CanSeek)
                    _stream.Seek(0, SeekOrigin.End);
                await pieces(piece => DiskFull.WriteAsync(_stream, piece));
            }

            _isWhole = true;
        }
        catch (IOException exception)
        {
            throw OutputPlace.CannotWrite(_path, exception);
        }
    }

    // Another name of standard output or of what the shell has open: its text is appended to what stands there, and it must stay the file that is open.
    private static bool IsOpenElsewhere(string path) => path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal);

    private async Task ReplaceAsync(Func<Func<ReadOnlyMemory<byte>, Task>, Task> pieces)
    {
        string real = RealPath.Of(_stream.Name);
        string beside = $"{real}.{Environment.ProcessId}.tmp";
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = File.GetUnixFileMode(real);
        try
        {
            await using (FileStream whole = new(beside, options))
            {
                await pieces(piece => DiskFull.WriteAsync(whole, piece));
                whole.Flush(flushToDisk: true);
            }

            // Windows moves nothing over a file that is open.
            if (OperatingSystem.IsWindows())
                await _stream.DisposeAsync();
            File.Move(beside, real, overwrite: true);
        }
        catch (UnauthorizedAccessException)
        {
            // The file may be written, but nothing beside it, or not be replaced.
            File.Delete(beside);
            await pieces(piece => DiskFull.WriteAsync(_stream, piece));
            _stream.SetLength(_stream.Position);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        string real = RealPath.Of(_stream.Name);
        await _stream.DisposeAsync();

        // Neither an empty file nor half of one stays behind.
        if (_isNew && !_isWhole)
            File.Delete(real);
    }
}
