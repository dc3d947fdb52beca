using System.Globalization;

namespace FusionOfN.Evaluation;

/// <summary>
/// Reads the segments of one or several systems side by side, from JSON Lines with <c>hypothesis</c> and <c>references</c>, or from plain text with a segment a line.
/// </summary>
internal sealed class SegmentSource : IDisposable
{
    /// <summary>How many rows go to a worker at once.</summary>
    private const int BatchRows = 1_024;

    private readonly LineReader[] _systems;
    private readonly LineReader[] _references;
    private readonly string[] _names;

    public SegmentSource(IReadOnlyList<CorpusFile> systems, IReadOnlyList<CorpusFile> references)
    {
        _names = [.. systems.Concat(references).Select(file => file.Name)];
        _systems = [.. systems.Select(LineReader.Open)];
        _references = [.. references.Select(LineReader.Open)];
    }

    public int Systems => _systems.Length;

    private IEnumerable<LineReader> All => _systems.Concat(_references);

    /// <summary>The next rows of every file, in their order; ends with all files at once.</summary>
    /// <exception cref="CorpusException">The files have different numbers of lines.</exception>
    public IEnumerable<LineBlock[]> ReadBatches(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            LineBlock?[] blocks = [.. All.Select(reader => reader.Read(BatchRows))];
            if (blocks.Select(block => block?.Count ?? 0).Distinct().Count() > 1)
                throw DifferentLengths(cancellationToken);
            if (blocks[0] is null)
                yield break;
            yield return blocks!;
        }
    }

    /// <summary>Makes the segments of a batch, one of each system for every row that is not blank.</summary>
    /// <param name="batch">The lines of every file.</param>
    /// <param name="onProblem">Hears of every row that cannot be used, with its line.</param>
    public IEnumerable<Segment[]> Parse(LineBlock[] batch, Action<long, string> onProblem)
    {
        for (int row = 0; row < batch[0].Count; row++)
        {
            Segment[]? segments = null;
            int file = 0;
            try
            {
                segments = _references.Length > 0 ? ParseText(batch, row, ref file) : ParseRows(batch, row, ref file);
            }
            catch (SegmentException exception)
            {
                long line = batch[0].FirstLine + row;
                onProblem(line, string.Create(CultureInfo.InvariantCulture, $"{_names[file]}:{line}: {exception.Message}"));
            }

            if (segments is not null)
                yield return segments;
        }
    }

    public void Dispose()
    {
        foreach (LineReader reader in All)
            reader.Dispose();
    }

    private Segment[] ParseText(LineBlock[] batch, int row, ref int file)
    {
        string[] lines = new string[batch.Length];
        for (; file < batch.Length; file++)
            lines[file] = SegmentRow.Decode(batch[file][row].Span);
        file = Systems;

        // An empty line stands for a reference that this segment does not have.
        string[] references = lines[Systems..];
        if (references.Contains(""))
            references = [.. references.Where(reference => reference.Length > 0)];
        return references.Length > 0
            ? [.. lines.Take(Systems).Select(hypothesis => new Segment(hypothesis, references))]
            : throw new SegmentException("the reference is empty. Every segment needs at least one; leave the line out of all files if it has none");
    }

    private Segment[]? ParseRows(LineBlock[] batch, int row, ref int file)
    {
        Segment?[] segments = new Segment?[batch.Length];
        for (; file < batch.Length; file++)
        {
            segments[file] = SegmentRow.Parse(batch[file][row]);
            if ((segments[file] is null) != (segments[0] is null))
                throw new SegmentException($"the line is blank in one file and not in another ({_names[0]}). The rows of all systems must stand on the same lines");
            if (file > 0 && segments[file] is { } other && !other.References.SequenceEqual(segments[0]!.References, StringComparer.Ordinal))
                throw new SegmentException($"the references are others than those in {_names[0]}. Systems can be compared only on the same segments, in the same order");
        }

        return segments[0] is null ? null : [.. segments.OfType<Segment>()];
    }

    private CorpusException DifferentLengths(CancellationToken cancellationToken)
    {
        foreach (LineReader reader in All)
        {
            while (reader.Read(BatchRows) is { } block)
            {
                cancellationToken.ThrowIfCancellationRequested();
                block.Dispose();
            }
        }

        string lengths = string.Join(", ", _names.Zip(All, (name, reader) => string.Create(CultureInfo.InvariantCulture, $"{name} has {reader.Lines} lines")));
        return new($"{lengths}. A segment stands on the same line in every file: add the lines that are missing, or leave them out everywhere.");
    }
}
