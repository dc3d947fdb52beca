namespace FusionOfN.Lab;

/// <summary>The inflected forms of words, written as text: one word a line, <c>id = form | form | …</c>.</summary>
internal sealed class FormTable
{
    private readonly Dictionary<string, string[]> _rows = [];

    /// <summary>Reads a table.</summary>
    /// <param name="columns">The number of forms in each line.</param>
    /// <param name="text">The lines.</param>
    /// <exception cref="FormatException">A line is malformed, has too few or many forms, or repeats a word.</exception>
    public FormTable(int columns, string text)
    {
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] sides = line.Split('=', StringSplitOptions.TrimEntries);
            string[] forms = sides.Length == 2 ? sides[1].Split('|', StringSplitOptions.TrimEntries) : [];
            if (forms.Length != columns || forms.Any(string.IsNullOrEmpty) || !_rows.TryAdd(sides[0], forms))
                throw new FormatException($"Expected a new word and {columns} forms, not '{line}'.");
        }
    }

    /// <summary>The words that have forms.</summary>
    public IReadOnlyCollection<string> Ids => _rows.Keys;

    /// <summary>A form of a word.</summary>
    /// <param name="id">The word.</param>
    /// <param name="column">The column, from 0.</param>
    public string this[string id, int column] => _rows[id][column];

    /// <summary>A form of a word.</summary>
    /// <param name="word">The word.</param>
    /// <param name="column">The column, from 0.</param>
    public string this[Word word, int column] => _rows[word.Id][column];
}
