using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace FusionOfN.Jobs;

/// <summary>
/// A file of JSON lines that work appends its results to, so that an interrupted job goes on from it. Rows are written whole, those of one call in one write,
/// so that an interruption tears at most the last line.
/// </summary>
/// <typeparam name="T">The type of a row.</typeparam>
public sealed class JsonLinesLog<T> : IAsyncDisposable
    where T : class
{
    private const int BlockSize = 64 * 1024;

    private readonly SemaphoreSlim _gate = new(1);
    private readonly FileStream _file;
    private readonly JsonTypeInfo<T> _type;
    private bool _startsAnew;

    /// <summary>Creates a log over an open file. Nothing is read or written yet.</summary>
    /// <param name="file">The file, without a buffer; it is disposed with the log. Nobody else may write to it.</param>
    /// <param name="type">How rows are written.</param>
    public JsonLinesLog(FileStream file, JsonTypeInfo<T> type)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(type);
        _file = file;
        _type = type;
    }

    /// <summary>Whether it is a plain file, which can be read again and shortened, and not a pipe or a device.</summary>
    /// <value>The default value is <see langword="true"/>.</value>
    public bool IsFile { get; init; } = true;

    /// <summary>Whether the file is known to be this job's, even when it holds no whole row: then whatever stands in a last line that was not ended is cut.</summary>
    /// <value>The default value is <see langword="false"/>: a file that is nothing but an unreadable line is somebody else's.</value>
    public bool IsOwn { get; init; }

    /// <summary>Bytes in the file.</summary>
    public long Length => _file.Length;

    /// <summary>
    /// Reads what is there, line by line, whatever the size of the file, and goes to its end, where rows are appended. A last line that was not ended is kept
    /// when it is a whole row, and cut off when it is not: an interruption tore it. Nothing in the file is changed when this throws.
    /// </summary>
    /// <param name="onRow">Gets each row; what it throws ends the reading.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>Whether a torn end was cut off.</returns>
    /// <exception cref="JsonLinesException">A line is none of the rows.</exception>
    public async Task<bool> ReadAsync(Action<T> onRow, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(onRow);
        _file.Position = 0;
        PipeReader reader = PipeReader.Create(_file, new StreamPipeReaderOptions(bufferSize: BlockSize, leaveOpen: true));
        long whole = 0;
        int line = 0, rows = 0;
        while (true)
        {
            ReadResult read = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            ReadOnlySequence<byte> rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                ReadOnlySequence<byte> text = rest.Slice(0, end);
                line++;
                if (!IsBlank(text))
                {
                    onRow(Parse(text, out string? problem) ?? throw new JsonLinesException(line, problem!));
                    rows++;
                }

                whole += text.Length + 1;
                rest = rest.Slice(rest.GetPosition(1, end));
            }

            if (read.IsCompleted)
                return await EndAsync(rest, whole, line + 1, rows, onRow).ConfigureAwait(false);
            reader.AdvanceTo(rest.Start, rest.End);
        }
    }

    /// <summary>Appends rows in one write. Not cancellable: a row that is finished is kept.</summary>
    /// <param name="rows">The rows.</param>
    /// <exception cref="IOException">They could not be written; then nothing of them is in the file.</exception>
    public async Task AppendAsync(params IReadOnlyList<T> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0)
            return;
        using MemoryStream lines = new();
        foreach (T row in rows)
        {
            JsonSerializer.Serialize(lines, row, _type);
            lines.WriteByte((byte)'\n');
        }

        await _gate.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            await WriteAsync(lines.GetBuffer().AsMemory(0, (int)lines.Length)).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Drops what is in the file when the first row is appended; until then it stands.</summary>
    public void StartAnew() => _startsAnew = IsFile;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync().ConfigureAwait(false);
        _gate.Dispose();
    }

    // The file is changed here and nowhere before, once all of it is known to be good.
    private async Task<bool> EndAsync(ReadOnlySequence<byte> rest, long whole, int line, int rows, Action<T> onRow)
    {
        T? last = IsBlank(rest) ? null : Parse(rest, out _);
        bool isTorn = last is null && !IsBlank(rest);
        if (isTorn && rows == 0 && !IsOwn)
            throw new JsonLinesException(line, "it is none of the rows that are written here");

        if (last is not null)
        {
            onRow(last);
            whole += rest.Length;
        }

        _file.SetLength(whole);
        _file.Seek(0, SeekOrigin.End);
        if (last is not null)
            await WriteAsync("\n"u8.ToArray()).ConfigureAwait(false);
        return isTorn;
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        if (_startsAnew)
            _file.SetLength(0);
        _startsAnew = false;
        long before = IsFile ? _file.Position : 0;
        try
        {
            await DiskFull.WriteAsync(_file, bytes).ConfigureAwait(false);
        }
        catch (IOException) when (IsFile)
        {
            _file.SetLength(before);
            throw;
        }
    }

    private T? Parse(ReadOnlySequence<byte> line, out string? problem)
    {
        problem = null;
        try
        {
            T? row = JsonSerializer.Deserialize(line.IsSingleSegment ? line.FirstSpan : line.ToArray(), _type);
            problem = row is null ? "it is another kind of value than it must be" : null;
            return row;
        }
        catch (JsonException exception)
        {
            problem = JsonMistake.Describe(exception);
            return null;
        }
    }

    private static bool IsBlank(ReadOnlySequence<byte> line)
    {
        foreach (ReadOnlyMemory<byte> part in line)
        {
            if (part.Span.ContainsAnyExcept(" \t\r"u8))
                return false;
        }

        return true;
    }
}
