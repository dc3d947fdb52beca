using System.Collections.Frozen;
using System.Text;

namespace FusionOfN.Lab;

/// <summary>
/// A table of the world, read from a text file in this assembly: one row for each key, one column for each language, cells separated by <c>|</c>,
/// lines that begin with <c>#</c> are comments.
/// </summary>
internal sealed class WordTable
{
    private readonly FrozenDictionary<string, string[]> _rows;

    private WordTable(string name, List<string> keys, Dictionary<string, string[]> rows)
    {
        Name = name;
        Keys = keys;
        _rows = rows.ToFrozenDictionary();
    }

    /// <summary>The name of the file.</summary>
    public string Name { get; }

    /// <summary>The keys in the order of the file.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>The word for a key in a language.</summary>
    public string this[string key, LabLanguage language] => _rows[key][language.Index];

    /// <summary>Reads a table and checks that no cell is missing.</summary>
    /// <param name="resource">The name of the embedded file, for example <c>Facts/countries.txt</c>.</param>
    public static WordTable Read(string resource)
    {
        List<string> keys = [];
        Dictionary<string, string[]> rows = [];
        foreach (string[] cells in ReadRows(resource, LabLanguage.All.Count + 1))
        {
            keys.Add(cells[0]);
            if (!rows.TryAdd(cells[0], cells[1..]))
                throw new InvalidDataException($"{resource}: the key '{cells[0]}' stands there twice.");
        }

        return new(resource, keys, rows);
    }

    /// <summary>Reads the rows of an embedded file and checks the number of their cells.</summary>
    public static IEnumerable<string[]> ReadRows(string resource, int cells)
    {
        using Stream stream = typeof(WordTable).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidDataException($"The table {resource} is not embedded in the assembly.");
        using StreamReader reader = new(stream, Encoding.UTF8);
        for (string? line = reader.ReadLine(); line is not null; line = reader.ReadLine())
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            string[] row = line.Split('|');
            if (row.Length != cells || row.Any(string.IsNullOrEmpty))
                throw new InvalidDataException($"{resource}: the row '{row[0]}' should have {cells} filled cells.");
            yield return row;
        }
    }
}
