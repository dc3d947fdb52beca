using System.Runtime.CompilerServices;

namespace FusionOfN.Synthesis;

/// <summary>Reads several files one after another as if they were one, as the shards of a data set are. Each is opened when its turn comes.</summary>
internal sealed class FileSequenceRows : IRowReader
{
    private readonly IReadOnlyList<string> _shown;
    private readonly Func<int, Task<IRowReader>> _open;
    private IRowReader _current;

    /// <param name="first">The first file, open.</param>
    /// <param name="shown">The files' names for messages.</param>
    /// <param name="open">Opens the file of a number.</param>
    public FileSequenceRows(IRowReader first, IReadOnlyList<string> shown, Func<int, Task<IRowReader>> open)
    {
        _current = first;
        _shown = shown;
        _open = open;
    }

    public bool CountsLines => _current.CountsLines;

    public IReadOnlyList<string>? Columns => _current.Columns;

    public async IAsyncEnumerable<SourceRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var file = 0; file < _shown.Count; file++)
        {
            if (file > 0)
            {
                await _current.DisposeAsync().ConfigureAwait(false);
                _current = await _open(file).ConfigureAwait(false);
            }

            await foreach (var row in _current.ReadAsync(cancellationToken).ConfigureAwait(false))
                yield return row with { Source = _shown[file] };
        }
    }

    public ValueTask DisposeAsync() => _current.DisposeAsync();
}
