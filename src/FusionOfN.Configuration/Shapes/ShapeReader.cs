using System.Collections;
using System.Text.Json.Nodes;

namespace FusionOfN.Configuration;

/// <summary>Reads YAML nodes into settings records, following their shapes. Mistakes are listed and reading goes on.</summary>
internal sealed class ShapeReader
{
    private readonly ProblemList _problems;
    private readonly ScalarReader _scalars;
    private Shape? _file;

    public ShapeReader(ProblemList problems)
    {
        _problems = problems;
        _scalars = new ScalarReader(problems);
    }

    public SourceMap Map { get; } = new();

    public List<Reference> References { get; } = [];

    /// <summary>The sections of programs that do not run here. What stands in them is theirs to check.</summary>
    public HashSet<string> PassedOver { get; } = [];

    /// <summary>Reads the file.</summary>
    /// <returns>The settings; null when the node is no block at all.</returns>
    public FusionSettings? ReadFile(YamlNode root, IReadOnlyList<ConfigurationSection> sections)
    {
        _file = Shape.OfFile(sections);
        return (FusionSettings?)ReadBlock(_file, root);
    }

    private object? ReadBlock(Shape shape, YamlNode node)
    {
        if (node is YamlScalar or YamlSequence && shape.Shorthand is { } shorthand && node is not YamlScalar { IsNull: true })
        {
            object block = Create(shape, node.Place);
            Assign(block, shorthand, node, node.Place);
            return block;
        }

        if (node is not YamlMapping mapping)
        {
            _problems.Add(node.Place, $"Expected a block of keys, found {node.Kind}.", $"Keys here: {Keys(shape)}.");
            return null;
        }

        object settings = Create(shape, node.Place);
        HashSet<string> present = [];
        foreach (var entry in mapping.Entries)
        {
            present.Add(entry.Key.Text);
            if (shape.Fields.FirstOrDefault(field => field.Key == entry.Key.Text) is { } field)
                Assign(settings, field, entry.Value, entry.Key.Place);
            else if (shape == _file && ConfigurationSection.Reserved.Contains(entry.Key.Text))
                PassedOver.Add(entry.Key.Text);
            else if (!entry.Key.Text.StartsWith("x-", StringComparison.Ordinal) && ReportUnknown(shape, entry) is { } meant)
                present.Add(meant);
        }

        foreach (Field field in shape.Fields.Where(field => field.IsRequired && !present.Contains(field.Key)))
            _problems.Add(node.Place, $"'{field.Key}' is missing.", $"Add '{field.Key}: …': {LowerFirst(field.Description)}");

        return settings;
    }

    private object Create(Shape shape, Place place)
    {
        object settings = Activator.CreateInstance(shape.Type)!;
        Map.Set(settings, "", place);
        return settings;
    }

    private void Assign(object settings, Field field, YamlNode node, Place keyPlace)
    {
        Map.Set(settings, field.Key, node is YamlScalar ? node.Place : keyPlace);
        if (node is YamlScalar { IsNull: true })
        {
            if (field.IsRequired)
                _problems.Add(keyPlace, $"'{field.Key}' has no value.", $"Give one: {LowerFirst(field.Description)}");
            return;
        }

        if (ReadValue(field, field.Type, node) is { } value)
            field.Set(settings, value);
    }

    private object? ReadValue(Field field, Type type, YamlNode node)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        if (Shape.ItemOf(plain) is { } item)
            return ReadList(field, item, node);
        if (Shape.ValueOf(plain) is { } value)
            return ReadDictionary(field, value, node);
        if (Shape.IsBlock(plain))
            return ReadBlock(Shape.Of(plain), node);
        if (plain == typeof(JsonObject))
            return JsonNodes.ReadObject(node, _problems);

        object? read = _scalars.Read(field, plain, node);
        if (read is string name && field.RefersTo is { } kind)
            References.Add(new(kind, name, node.Place));
        return read;
    }

    private IList ReadList(Field field, Type item, YamlNode node)
    {
        // One item may stand without the list around it.
        IReadOnlyList<YamlNode> nodes = node is YamlSequence sequence ? sequence.Items : [node];
        IList list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(item))!;
        foreach (YamlNode itemNode in nodes)
        {
            if (ReadValue(field, item, itemNode) is not { } value)
                continue;

            Map.Set(list, $"{list.Count}", itemNode.Place);
            list.Add(value);
        }

        Map.Set(list, "", node.Place);
        return list;
    }

    private IDictionary? ReadDictionary(Field field, Type value, YamlNode node)
    {
        if (node is not YamlMapping mapping)
        {
            _problems.Add(
                node.Place,
                $"'{field.Key}' takes names and their values, not {node.Kind}.",
                "Write 'name:' and the value below it, indented.");
            return null;
        }

        IDictionary dictionary = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), value))!;
        Map.Set(dictionary, "", node.Place);
        foreach (YamlEntry entry in mapping.Entries)
        {
            Map.Set(dictionary, entry.Key.Text, entry.Key.Place);
            if (entry.Value is YamlScalar { IsNull: true } && Shape.IsBlock(value))
                _problems.Add(entry.Key.Place, $"'{entry.Key.Text}' is empty.", $"Give it keys: {Keys(Shape.Of(value))}.");
            else if (ReadValue(field, value, entry.Value) is { } read)
                dictionary.Add(entry.Key.Text, read);
        }

        return dictionary;
    }

    /// <summary>Reports a key that is not known, and returns the one that was meant: it is misspelt, not missing.</summary>
    private string? ReportUnknown(Shape shape, YamlEntry entry)
    {
        string key = entry.Key.Text;
        string? meant = shape.Fields.FirstOrDefault(field => field.InsteadOf.Contains(key, StringComparer.OrdinalIgnoreCase))?.Key
            ?? Suggestion.For(key, NamesIn(shape));
        string mend = meant is not null ? $"Did you mean '{meant}'?"
            : key.Contains(' ', StringComparison.Ordinal) && entry.Value is YamlScalar { IsNull: true }
                ? "A comma inside { } starts a new key: put the text before it in quotes."
            : $"Keys here: {Keys(shape)}.";
        _problems.Add(entry.Key.Place, $"Unknown key {Secrets.Show(key)}.", mend);
        return meant;
    }

    private string Keys(Shape shape) => string.Join(", ", NamesIn(shape));

    private IEnumerable<string> NamesIn(Shape shape)
    {
        var own = shape.Fields.Select(field => field.Key);
        return shape == _file ? own.Union(ConfigurationSection.Reserved) : own;
    }

    private static string LowerFirst(string text) => char.ToLowerInvariant(text[0]) + text[1..];
}
