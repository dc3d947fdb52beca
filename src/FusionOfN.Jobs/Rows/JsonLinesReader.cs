using System.Runtime.CompilerServices;

namespace FusionOfN.Jobs;

/// <summary>Reads JSON Lines row by row, one line in memory at a time. A bad row is handed to a callback and the others go on; blank lines are skipped.</summary>
/// <typeparam name="T">What a row becomes.</typeparam>
internal sealed class JsonLinesReader<T>
    where T : class
{
    private readonly Func<int, string, T> _parse;
    private readonly Action<RowProblem> _onProblem;

    /// <summary>Creates a reader.</summary>
    /// <param name="parse">Makes a row from the number of its line, from 1, and its text; throws <see cref="RowException"/> for a bad one.</param>
    /// <param name="onProblem">Hears of every row that cannot be used.</param>
    public JsonLinesReader(Func<int, string, T> parse, Action<RowProblem> onProblem)
    {
        _parse = parse;
        _onProblem = onProblem;
    }

    /// <summary>Reads the rows that can be used, in the order of the file.</summary>
    /// <param name="lines">The lines.</param>
    public IEnumerable<T> Read(IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        int number = 0;
        foreach (string line in lines)
        {
            if (Parse(++number, line) is { } row)
                yield return row;
        }
    }

    /// <summary>Reads the rows that can be used, in the order of the file.</summary>
    /// <param name="reader">The file, at its beginning. It stays open.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async IAsyncEnumerable<T> ReadAsync(TextReader reader, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        int number = 0;
        while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (Parse(++number, line) is { } row)
                yield return row;
        }
    }

    private T? Parse(int number, string line)
    {
        if (string.IsNullOrWhiteSpace(line))
            return null;
        try
        {
            return _parse(number, line);
        }
        catch (RowException exception)
        {
            _onProblem(new RowProblem(number, exception.Message, exception.Field));
            return null;
        }
    }
}
