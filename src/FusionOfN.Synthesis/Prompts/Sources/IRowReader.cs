namespace FusionOfN.Synthesis;

/// <summary>Reads the rows of a file in one pass, whatever it is written in, and holds one of them (or one group of them) at a time.</summary>
internal interface IRowReader : IAsyncDisposable
{
    /// <summary>Whether rows are numbered by their lines.</summary>
    bool CountsLines { get; }

    /// <summary>The columns, where the file names them before its rows; else null.</summary>
    IReadOnlyList<string>? Columns { get; }

    /// <summary>Reads the rows.</summary>
    /// <exception cref="SynthesisException">The file cannot be read any further.</exception>
    IAsyncEnumerable<SourceRow> ReadAsync(CancellationToken cancellationToken);
}
