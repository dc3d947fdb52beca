using System.Text;

namespace FusionOfN.Cli;

/// <summary>
/// A file that a command writes in one piece at its end. It is opened at the beginning, before anything is paid, and written into, never replaced: a
/// device or pipe stays what it is, and a file that holds something is only overwritten with <c>--force</c>.
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

    /// <summary>Whether what stands in the file is overwritten.</summary>
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
        if (force || !stream.CanSeek || stream.Length == 0)
            return new OutputFile(stream, path, isNew) { Overwrites = force };
        await stream.DisposeAsync();
        throw CliException.BadInput($"{path} is there already", mend);
    }

    /// <summary>Writes the text, and nothing stays of what was there before.</summary>
    /// <exception cref="CliException">It could not be written.</exception>
    public async Task WriteAsync(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        try
        {
            // Another name of standard output: the answer may stand there by now.
            if (_stream.CanSeek && !Overwrites)
                _stream.Seek(0, SeekOrigin.End);
            await OutputPlace.WriteAsync(_stream, bytes);
            if (_stream.CanSeek && _stream.Length > _stream.Position)
                _stream.SetLength(_stream.Position);
            _isWhole = true;
        }
        catch (IOException exception)
        {
            throw OutputPlace.CannotWrite(_path, exception);
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
