namespace FusionOfN.Training;

/// <summary>
/// Conversations in JSON lines. A row has either <c>messages</c>, a list of objects with <c>role</c> and <c>content</c>, or <c>prompt</c> and <c>completion</c>,
/// each a text or such a list. Blank lines are skipped; other fields are ignored.
/// </summary>
/// <param name="Rows">The rows that can be used.</param>
/// <param name="Problems">Why the others cannot, in the order of the file.</param>
public sealed record SftDataset(IReadOnlyList<SftRow> Rows, IReadOnlyList<SftProblem> Problems)
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, UTF-8.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SftDataset Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Parse(File.ReadLines(path));
    }

    /// <summary>Reads lines.</summary>
    /// <param name="lines">The lines of a file.</param>
    public static SftDataset Parse(IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        List<SftRow> rows = [];
        List<SftProblem> problems = [];
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;

            SftRowReader reader = new(number);
            if (reader.Read(line) is { } messages)
                rows.Add(new SftRow(number, messages));
            else
                problems.Add(reader.Problem!);
        }

        return new SftDataset(rows, problems);
    }
}
