using System.Text.Json;

namespace FusionOfN.Cli;

/// <summary>Appends finished rows, each as one write of a whole line, so that an interruption tears at most the last line.</summary>
internal sealed class FuseOutput : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly Stream? _stream;
    private readonly TextWriter? _writer;

    private FuseOutput(Stream? stream, TextWriter? writer)
    {
        _stream = stream;
        _writer = writer;
    }

    /// <summary>Writes to standard output.</summary>
    public static FuseOutput ToWriter(TextWriter writer) => new(null, writer);

    /// <summary>Appends to a file after its last whole line. No other process can write to it meanwhile.</summary>
    public static FuseOutput ToFile(string path, long intactLength)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);

        // No buffer: what was appended is in the file when the append returns.
        FileStream stream = new(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0, useAsync: true);
        stream.SetLength(intactLength);
        stream.Seek(0, SeekOrigin.End);
        return new FuseOutput(stream, null);
    }

    /// <summary>Appends a row. Not cancellable: a row that is finished is kept.</summary>
    public async Task AppendAsync(FuseRecord record)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(record, CliJson.Line.FuseRecord);
        byte[] line = [.. json, (byte)'\n'];
        await _gate.WaitAsync(CancellationToken.None);
        try
        {
            if (_stream is not null)
                await _stream.WriteAsync(line, CancellationToken.None);
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
        if (_stream is not null)
            await _stream.DisposeAsync();
        else
            await _writer!.FlushAsync();
        _gate.Dispose();
    }
}
