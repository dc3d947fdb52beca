using System.Text.Json;

namespace FusionOfN.Cli;

/// <summary>
/// Where finished rows go, each as one write of a whole line, so that an interruption tears at most the last one. A file belongs to one process as long
/// as it is open.
/// </summary>
internal sealed class FuseOutput : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly FileStream? _file;
    private readonly TextWriter? _writer;
    private readonly string _path;
    private readonly bool _isNew;
    private bool _startsAnew;

    private FuseOutput(FileStream? file, TextWriter? writer, string path, bool isNew)
    {
        _file = file;
        _writer = writer;
        _path = path;
        _isNew = isNew;
    }

    /// <summary>Whether it can be read and shortened: a plain file, neither a device nor a pipe.</summary>
    private bool IsFile { get; init; }

    /// <summary>Writes to standard output.</summary>
    public static FuseOutput ToWriter(TextWriter writer) => new(null, writer, "-", isNew: false);

    /// <summary>Opens a file and keeps other processes from writing to it. Nothing in it is touched yet.</summary>
    /// <exception cref="CliException">It cannot be written, or another process has it.</exception>
    public static async Task<FuseOutput> ToFileAsync(CliHost host, string path, CancellationToken cancellationToken)
    {
        bool isNew = !File.Exists(host.FullPath(path));
        FileStream stream = await OutputPlace.OpenAsync(host, path, FileAccess.Write, FileShare.ReadWrite, cancellationToken);
        if (!OutputPlace.IsFile(stream))
            return new FuseOutput(stream, null, path, isNew: false);

        // Several may write to a device; a file is for one.
        await stream.DisposeAsync();
        FileShare share = OperatingSystem.IsWindows() ? FileShare.Read : FileShare.None;
        return new FuseOutput(await OutputPlace.OpenAsync(host, path, FileAccess.ReadWrite, share, cancellationToken), null, path, isNew) { IsFile = true };
    }

    /// <summary>What an earlier run of the same settings left in the file. What it tore is cut off; nothing else is changed.</summary>
    /// <exception cref="CliException">The file is not one of this command's, or has answers of other settings.</exception>
    public async Task<FinishedRows> ResumeAsync(string settings, CancellationToken cancellationToken)
    {
        if (!IsFile)
            return new FinishedRows();
        FinishedRows finished = await FinishedRows.ReadAsync(_file!, _path, settings, cancellationToken);
        _file!.SetLength(finished.IntactLength);
        _file.Seek(0, SeekOrigin.End);
        if (finished.LacksLineEnd)
            await OutputPlace.WriteAsync(_file, [(byte)'\n']);
        return finished;
    }

    /// <summary>Drops what is in the file when the first new row comes; until then it stands.</summary>
    public void Restart() => _startsAnew = IsFile;

    /// <summary>Appends a row. Not cancellable: a row that is finished is kept.</summary>
    /// <exception cref="IOException">It could not be written; then nothing of it is in the file.</exception>
    public async Task AppendAsync(FuseRecord record)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(record, CliJson.Line.FuseRecord);
        byte[] line = [.. json, (byte)'\n'];
        await _gate.WaitAsync(CancellationToken.None);
        try
        {
            if (_file is not null)
                await AppendAsync(_file, line);
            else
                await _writer!.WriteAsync(System.Text.Encoding.UTF8.GetString(line));
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_file is not null)
        {
            string real = RealPath.Of(_file.Name);
            bool leavesNothing = _isNew && _file.Length == 0;
            await _file.DisposeAsync();
            if (leavesNothing)
                File.Delete(real);
        }

        _gate.Dispose();
    }

    private async Task AppendAsync(FileStream file, byte[] line)
    {
        if (_startsAnew)
            file.SetLength(0);
        _startsAnew = false;
        long before = IsFile ? file.Position : 0;
        try
        {
            await OutputPlace.WriteAsync(file, line);
        }
        catch (IOException) when (IsFile)
        {
            file.SetLength(before);
            throw;
        }
    }
}
