using System.Text.Json;
using Parquet;
using Parquet.Serialization;

namespace FusionOfN.Synthesis;

/// <summary>The Parquet files of one split: row groups of 2,000 rows, packed with zstd, and a new file after every 100,000 rows.</summary>
internal sealed class ParquetFile : IRowFile
{
    /// <summary>The rows of a group. Larger ones pack no better and take memory when they are read and written.</summary>
    public const int RowsOfGroup = 2_000;

    /// <summary>The rows of a file.</summary>
    public const int RowsOfShard = 100_000;

    // Beyond it a group is written though it is not full: there is a file for every language, and all of them are open.
    private const int MaxBufferedBytes = 4 * 1024 * 1024;

    private readonly string _folder;
    private readonly string _split;
    private readonly bool _isPair;
    private readonly List<ParquetColumns> _buffer = [];
    private readonly List<(string Path, long Rows)> _shards = [];
    private int _bufferedBytes;

    public ParquetFile(string folder, string split, bool isPair)
    {
        _folder = folder;
        _split = split;
        _isPair = isPair;
        Directory.CreateDirectory(folder);
    }

    public long Rows { get; private set; }

    public async Task AddAsync(ExportLines lines, CancellationToken cancellationToken)
    {
        foreach (var line in lines.Each())
        {
            _buffer.Add(JsonSerializer.Deserialize(line.Span, ParquetJsonContext.Default.ParquetColumns)!);
            _bufferedBytes += line.Length;
            Rows++;
            if (_buffer.Count >= RowsOfGroup || _bufferedBytes >= MaxBufferedBytes || (_shards.Count > 0 && _shards[^1].Rows + _buffer.Count >= RowsOfShard))
                await FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task<IReadOnlyList<ManifestFile>> CompleteAsync(string root, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        List<ManifestFile> files = [];
        for (var i = 0; i < _shards.Count; i++)
        {
            // Only now is it known how many there are.
            var path = Path.Combine(_folder, $"{_split}-{i:00000}-of-{_shards.Count:00000}.parquet");
            File.Move(_shards[i].Path, path);
            files.Add(await DataSetFolder.DescribeAsync(root, path, _shards[i].Rows, cancellationToken).ConfigureAwait(false));
        }

        return files;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_buffer.Count == 0)
            return;
        var isNew = _shards.Count == 0 || _shards[^1].Rows >= RowsOfShard;
        if (isNew)
            _shards.Add((Path.Combine(_folder, $"{_split}-{_shards.Count:00000}.parquet"), 0));
        var (path, rows) = _shards[^1];
        ParquetOptions options = new() { CompressionMethod = CompressionMethod.Zstd, RowGroupSize = RowsOfGroup, Append = !isNew };
        FileStream stream = new(path, isNew ? FileMode.Create : FileMode.Open, FileAccess.ReadWrite);
        await using (stream.ConfigureAwait(false))
        {
            if (_isPair)
                await ParquetSerializer.SerializeAsync(_buffer.Select(row => new PairColumns { prompt = row.prompt, chosen = row.chosen, rejected = row.rejected }), stream, options, cancellationToken: cancellationToken).ConfigureAwait(false);
            else
                await ParquetSerializer.SerializeAsync(_buffer.Select(row => new AnswerColumns { prompt = row.prompt, completion = row.completion }), stream, options, cancellationToken: cancellationToken).ConfigureAwait(false);
        }

        _shards[^1] = (path, rows + _buffer.Count);
        _buffer.Clear();
        _bufferedBytes = 0;
    }
}
