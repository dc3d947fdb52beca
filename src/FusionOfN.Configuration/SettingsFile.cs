namespace FusionOfN.Configuration;

/// <summary>
/// A YAML file of keys one below the other, such as the description of a job: each has a text, a list of texts, or a block of keys with a text each. What the keys
/// mean is the matter of whoever reads it; the syntax, keys that are there twice and secrets are looked at here.
/// </summary>
public sealed class SettingsFile
{
    private SettingsFile(IReadOnlyList<SettingsEntry> entries) => Entries = entries;

    /// <summary>The keys, in the order of the file. Keys without a value are left out.</summary>
    public IReadOnlyList<SettingsEntry> Entries { get; }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="source">What problems call the file.</param>
    /// <exception cref="ConfigurationFileException">It is not such a file; every problem is listed.</exception>
    public static SettingsFile Parse(string text, string source)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentException.ThrowIfNullOrEmpty(source);
        ProblemList problems = new(source);
        List<SettingsEntry> entries = [];
        switch (YamlTreeReader.Read(text, problems))
        {
            case YamlMapping root:
                SecretCheck.Run(root, problems);
                foreach (YamlEntry entry in root.Entries)
                {
                    if (Read(entry, problems) is { } read)
                        entries.Add(read);
                }

                break;
            case null or YamlScalar { IsNull: true } when problems.Count == 0:
                problems.Add(new Place(1, 1), "The file is empty.", "Write keys and values, one pair a line: 'key: value'.");
                break;
            case { } other:
                problems.Add(other.Place, $"The file must hold keys and values, but it is {other.Kind}.", "Write one pair a line: 'key: value'.");
                break;
            default:
                break;
        }

        return problems.Count == 0 ? new SettingsFile(entries) : throw new ConfigurationFileException(problems.ToList());
    }

    private static SettingsEntry? Read(YamlEntry entry, ProblemList problems)
    {
        switch (entry.Value)
        {
            case YamlScalar { IsNull: true }:
                return null;
            case YamlScalar scalar:
                return new(entry.Key.Text, entry.Key.Place.Line, entry.Key.Place.Column, [scalar.Text]);
            case YamlSequence list when list.Items.All(item => item is YamlScalar { IsNull: false }):
                return new(entry.Key.Text, entry.Key.Place.Line, entry.Key.Place.Column, [.. list.Items.Cast<YamlScalar>().Select(item => item.Text)]);
            case YamlMapping block when block.Entries.All(item => item.Value is YamlScalar { IsNull: false }):
                return new(entry.Key.Text, entry.Key.Place.Line, entry.Key.Place.Column, [.. block.Entries.Select(item => $"{item.Key.Text}={((YamlScalar)item.Value).Text}")]);
            default:
                problems.Add(entry.Value.Place, $"'{Secrets.Mask(entry.Key.Text)}' takes a text, a list of texts, or a block of keys with a text each.", "Take out what is inside of it, or give it a value.");
                return null;
        }
    }
}

/// <summary>A key of a <see cref="SettingsFile"/>.</summary>
/// <param name="Key">The key.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Column">Its column, from 1.</param>
/// <param name="Values">Its text, the texts of its list, or <c>key=text</c> for each key of its block.</param>
public sealed record SettingsEntry(string Key, int Line, int Column, IReadOnlyList<string> Values);
