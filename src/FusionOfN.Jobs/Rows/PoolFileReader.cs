namespace FusionOfN.Jobs;

/// <summary>Reads a pool file row by row. A bad row is handed to a callback and the others go on.</summary>
public sealed class PoolFileReader
{
    private readonly TextReader _reader;
    private readonly JsonLinesReader<PoolRow> _rows;
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    /// <summary>Creates a reader.</summary>
    /// <param name="reader">The file, at its beginning. It stays open.</param>
    /// <param name="onProblem">Hears of every row that cannot be used.</param>
    public PoolFileReader(TextReader reader, Action<RowProblem> onProblem)
    {
        _reader = reader;
        _rows = new JsonLinesReader<PoolRow>(Parse, onProblem);
    }

    /// <summary>Reads the rows that can be used, in the order of the file. Blank lines are skipped.</summary>
    /// <param name="cancellationToken">Stops reading.</param>
    public IAsyncEnumerable<PoolRow> ReadAsync(CancellationToken cancellationToken = default) => _rows.ReadAsync(_reader, cancellationToken);

    private PoolRow Parse(int line, string text)
    {
        PoolRow row = PoolRowParser.Parse(line, text);
        return _ids.Add(row.Id) ? row : throw new RowException("id", $"'{row.Id}' was used before; an id must be unique in the file");
    }
}
