using System.Runtime.CompilerServices;
using System.Text.Json;

namespace FusionOfN.Jobs;

/// <summary>Reads a pool file row by row. A bad row is handed to a callback and the others go on.</summary>
public sealed class PoolFileReader
{
    private readonly TextReader _reader;
    private readonly Action<RowProblem> _onProblem;
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    /// <summary>Creates a reader.</summary>
    /// <param name="reader">The file, at its beginning. It stays open.</param>
    /// <param name="onProblem">Hears of every row that cannot be used.</param>
    public PoolFileReader(TextReader reader, Action<RowProblem> onProblem)
    {
        _reader = reader;
        _onProblem = onProblem;
    }

    /// <summary>Reads the rows that can be used, in the order of the file. Blank lines are skipped.</summary>
    /// <param name="cancellationToken">Stops reading.</param>
    public async IAsyncEnumerable<PoolRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        int line = 0;
        while (await _reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } text)
        {
            line++;
            if (!string.IsNullOrWhiteSpace(text) && Parse(line, text) is { } row)
                yield return row;
        }
    }

    private PoolRow? Parse(int line, string text)
    {
        try
        {
            PoolRow row = PoolRowParser.Parse(line, text);
            if (_ids.Add(row.Id))
                return row;
            _onProblem(new RowProblem(line, $"id '{row.Id}' was used before; an id must be unique in the file"));
        }
        catch (JsonException exception)
        {
            _onProblem(new RowProblem(line, $"is not JSON: column {(exception.BytePositionInLine ?? 0) + 1}"));
        }
        catch (RowException exception)
        {
            _onProblem(new RowProblem(line, exception.Message));
        }

        return null;
    }
}
