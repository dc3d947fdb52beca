using System.Runtime.CompilerServices;
using Parquet;
using Parquet.Serialization;

namespace FusionOfN.Synthesis;

/// <summary>Reads a Parquet file, one row group at a time.</summary>
internal sealed class ParquetRows : IRowReader
{
    private readonly Stream _stream;
    private readonly string _source;
    private readonly int _groups;

    private ParquetRows(Stream stream, string source, int groups, IReadOnlyList<string> columns)
    {
        _stream = stream;
        _source = source;
        _groups = groups;
        Columns = columns;
    }

    public bool CountsLines => false;

    public IReadOnlyList<string> Columns { get; }

    /// <summary>Opens a file and reads its schema.</summary>
    /// <exception cref="SynthesisException">It is no Parquet file, or cannot be read from its end.</exception>
    public static async Task<ParquetRows> OpenAsync(Stream stream, string source, CancellationToken cancellationToken)
    {
        if (!stream.CanSeek)
            stream = await InputStreams.SpoolAsync(stream, cancellationToken).ConfigureAwait(false);
        try
        {
            var reader = await ParquetReader.CreateAsync(stream, leaveStreamOpen: true, cancellationToken: cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
                return new ParquetRows(stream, source, reader.RowGroupCount, [.. reader.Schema.Fields.Select(field => field.Name)]);
        }
        catch (Exception exception) when (IsMistake(exception))
        {
            throw new SynthesisException($"{source} is no whole Parquet file", "A download that was broken off lacks its end; fetch it again.");
        }
    }

    public async IAsyncEnumerable<SourceRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var number = 0;
        for (var group = 0; group < _groups; group++)
        {
            foreach (var row in await ReadGroupAsync(group, cancellationToken).ConfigureAwait(false))
                yield return new SourceRow(++number, ParquetJson.ToElement(row));
        }
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async Task<IEnumerable<IDictionary<string, object>>> ReadGroupAsync(int group, CancellationToken cancellationToken)
    {
        try
        {
            _stream.Position = 0;
            var read = await ParquetSerializer.DeserializeUntypedAsync(_stream, rowGroupIndex: group, cancellationToken: cancellationToken).ConfigureAwait(false);
            return read.Data;
        }
        catch (Exception exception) when (IsMistake(exception))
        {
            throw new SynthesisException($"{_source}: row group {group + 1} of {_groups} cannot be read", "The file is damaged, or has columns of a kind that is not understood.");
        }
    }

    // The library throws whatever its decoders meet; what is ours to stop goes through.
    private static bool IsMistake(Exception exception) => exception is not (OperationCanceledException or OutOfMemoryException);
}
