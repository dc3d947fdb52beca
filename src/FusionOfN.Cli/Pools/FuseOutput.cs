using System.Text.Json;
using FusionOfN.Jobs;

namespace FusionOfN.Cli;

/// <summary>
/// Where finished rows go: a log that a later run goes on from, or a pipe, a device or standard output. A file belongs to one process as long as it is open.
/// </summary>
internal sealed class FuseOutput : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly JsonLinesLog<FuseRecord>? _log;
    private readonly TextWriter? _writer;
    private readonly string _path;

    private FuseOutput(JsonLinesLog<FuseRecord>? log, TextWriter? writer, string path)
    {
        _log = log;
        _writer = writer;
        _path = path;
    }

    /// <summary>The file, where this process made it.</summary>
    private string? Made { get; init; }

    /// <summary>Writes to standard output.</summary>
    public static FuseOutput ToWriter(TextWriter writer) => new(null, writer, "-");

    /// <summary>Opens a file and keeps other processes from writing to it. Nothing in it is touched yet.</summary>
    /// <exception cref="CliException">It cannot be written, or another process has it.</exception>
    public static async Task<FuseOutput> ToFileAsync(CliHost host, string path, CancellationToken cancellationToken)
    {
        bool isNew = !File.Exists(host.FullPath(path));
        FileStream stream = await OutputPlace.OpenAsync(host, path, FileAccess.Write, FileShare.ReadWrite, cancellationToken);
        if (!OutputPlace.IsFile(stream))
            return new FuseOutput(new(stream, CliJson.Line.FuseRecord) { IsFile = false }, null, path);

        // Several may write to a device; a file is for one.
        await stream.DisposeAsync();
        FileShare share = OperatingSystem.IsWindows() ? FileShare.Read : FileShare.None;
        FileStream own = await OutputPlace.OpenAsync(host, path, FileAccess.ReadWrite, share, cancellationToken);
        return new FuseOutput(new(own, CliJson.Line.FuseRecord), null, path) { Made = isNew ? RealPath.Of(own.Name) : null };
    }

    /// <summary>What an earlier run of the same settings left in the file. What it tore is cut off; nothing else is changed.</summary>
    /// <param name="settings">What this run's answers depend on, by aggregator. Lines of other aggregators are kept as they are.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="CliException">The file is not one of this command's, or has answers of other settings.</exception>
    public async Task<FinishedRows> ResumeAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        FinishedRows finished = new();
        if (_log is not { IsFile: true })
            return finished;
        try
        {
            finished.IsTorn = await _log.ReadAsync(Add, cancellationToken);
            return finished;
        }
        catch (JsonLinesException exception)
        {
            throw CliException.BadInput(
                $"{_path} holds something else than answers of 'fusion fuse' (line {exception.Line}), so nothing is added to it",
                "Name another --out; --restart drops what is in the file.");
        }

        void Add(FuseRecord record)
        {
            if (settings.TryGetValue(record.Aggregator, out string? own) && FuseSettingsText.WhyOther(record.Settings, own) is { } why)
                throw CliException.BadInput($"{_path} {why}", "Name another --out, or start again with --restart.");
            finished.Add(record);
        }
    }

    /// <summary>Drops what is in the file when the first new row comes; until then it stands.</summary>
    public void Restart() => _log?.StartAnew();

    /// <summary>Appends a row. Not cancellable: a row that is finished is kept.</summary>
    /// <exception cref="IOException">It could not be written; then nothing of it is in the file.</exception>
    public async Task AppendAsync(FuseRecord record)
    {
        if (_log is not null)
        {
            await _log.AppendAsync(record);
            return;
        }

        string line = JsonSerializer.Serialize(record, CliJson.Line.FuseRecord) + "\n";
        await _gate.WaitAsync(CancellationToken.None);
        try
        {
            await _writer!.WriteAsync(line);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_log is not null)
        {
            bool leavesNothing = Made is not null && _log.Length == 0;
            await _log.DisposeAsync();
            if (leavesNothing)
                File.Delete(Made!);
        }

        _gate.Dispose();
    }
}
