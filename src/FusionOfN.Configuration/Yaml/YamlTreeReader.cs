using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace FusionOfN.Configuration;

/// <summary>
/// Reads a YAML document into nodes that know their place. Duplicate keys and unknown anchors are problems of the list
/// and reading goes on; only a mistake in the syntax itself ends it.
/// </summary>
internal sealed class YamlTreeReader
{
    private const int MaxDepth = 64;
    private readonly ProblemList _problems;
    private readonly Dictionary<AnchorName, YamlNode?> _anchors = [];
    private readonly Parser _parser;

    private YamlTreeReader(string text, ProblemList problems)
    {
        _problems = problems;
        _parser = new Parser(new StringReader(text));
    }

    /// <summary>Reads a document.</summary>
    /// <returns>Its root, or null when there is none or the syntax is broken.</returns>
    public static YamlNode? Read(string text, ProblemList problems)
    {
        YamlTreeReader reader = new(text, problems);
        try
        {
            return reader.ReadDocument();
        }
        catch (YamlException exception)
        {
            reader.ReportSyntax(TabIndentation(text) ?? Place.Of(exception.Start), Clean(exception.Message));
        }
        catch (InvalidOperationException)
        {
            // The parser throws this on some unclosed brackets; what it read last is where to look.
            reader.ReportSyntax(Place.Of(reader._parser.Current?.End ?? new Mark(0, 1, 1)), "a bracket or quote is not closed");
        }

        return null;
    }

    private void ReportSyntax(Place place, string what) =>
        _problems.Add(place, $"This is not valid YAML: {what}.", "Check the indentation, quotes and brackets here and on the line above.");

    // The parser places a tab at the beginning of the block around it.
    private static Place? TabIndentation(string text)
    {
        string[] lines = text.Split('\n');
        for (int line = 0; line < lines.Length; line++)
        {
            string indentation = lines[line][..(lines[line].Length - lines[line].TrimStart().Length)];
            if (indentation.IndexOf('\t', StringComparison.Ordinal) is var tab and >= 0 && indentation.Length < lines[line].Length)
                return new(line + 1, tab + 1);
        }

        return null;
    }

    private YamlNode? ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out _))
            return null;

        YamlNode root = ReadNode(0);
        _parser.Consume<DocumentEnd>();
        if (_parser.TryConsume<DocumentStart>(out var second))
            _problems.Add(Place.Of(second.Start), "A second document starts here.", "Keep everything in one document: remove the '---' line.");

        return root;
    }

    private YamlNode ReadNode(int depth)
    {
        if (_parser.TryConsume<AnchorAlias>(out var alias))
            return Resolve(alias);

        NodeEvent start = _parser.Require<NodeEvent>();
        Place place = Place.Of(start.Start);
        if (depth > MaxDepth)
            throw new YamlException(start.Start, start.End, $"more than {MaxDepth} levels of nesting");

        // While a node is being read its anchor is known but has no value: an alias to it there would be a loop.
        if (!start.Anchor.IsEmpty)
            _anchors[start.Anchor] = null;
        YamlNode node = start switch
        {
            MappingStart => ReadMapping(place, depth),
            SequenceStart => ReadSequence(place, depth),
            _ => ReadScalar(place),
        };
        if (!start.Anchor.IsEmpty)
            _anchors[start.Anchor] = node;

        return node;
    }

    private YamlScalar ReadScalar(Place place)
    {
        Scalar scalar = _parser.Consume<Scalar>();
        return new(place, scalar.Value, scalar.Style is ScalarStyle.Plain && scalar.Tag.IsEmpty);
    }

    private YamlSequence ReadSequence(Place place, int depth)
    {
        _parser.Consume<SequenceStart>();
        List<YamlNode> items = [];
        while (!_parser.TryConsume<SequenceEnd>(out _))
            items.Add(ReadNode(depth + 1));
        return new(place, items);
    }

    private YamlMapping ReadMapping(Place place, int depth)
    {
        _parser.Consume<MappingStart>();
        List<YamlEntry> own = [];
        List<YamlEntry> merged = [];
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            YamlNode key = ReadNode(depth + 1);
            YamlNode value = ReadNode(depth + 1);
            if (key is not YamlScalar name)
                _problems.Add(key.Place, "A key must be a name.", "Write 'name: value'.");
            else if (name is { IsPlain: true, Text: "<<" })
                merged.AddRange(Merged(name, value));
            else if (own.FirstOrDefault(entry => entry.Key.Text == name.Text) is { } first)
                _problems.Add(
                    name.Place,
                    $"'{Secrets.Mask(name.Text)}' is there twice; the first is in line {first.Key.Place.Line}.",
                    "Remove or rename one of them.");
            else
                own.Add(new(name, value));
        }

        HashSet<string> taken = [.. own.Select(entry => entry.Key.Text)];
        return new(place, [.. own, .. merged.Where(entry => taken.Add(entry.Key.Text))]);
    }

    private IEnumerable<YamlEntry> Merged(YamlScalar key, YamlNode value)
    {
        IReadOnlyList<YamlNode> sources = value is YamlSequence list ? list.Items : [value];
        foreach (YamlNode source in sources)
        {
            if (source is YamlMapping mapping)
            {
                foreach (YamlEntry entry in mapping.Entries)
                    yield return entry;
            }
            else
            {
                _problems.Add(
                    key.Place,
                    $"'<<' takes a block of keys, not {source.Kind}.",
                    "Point it at an anchor that stands at a block: '<<: *name'.");
            }
        }
    }

    private YamlNode Resolve(AnchorAlias alias)
    {
        Place place = Place.Of(alias.Start);
        if (!_anchors.TryGetValue(alias.Value, out YamlNode? target))
            throw new YamlException(alias.Start, alias.End, $"there is no anchor '&{alias.Value}' above this alias");
        if (target is null)
            throw new YamlException(alias.Start, alias.End, $"the anchor '&{alias.Value}' contains itself");

        // A scalar reports its mistakes where it is used, a block where it is written.
        return target is YamlScalar scalar ? scalar with { Place = place } : target;
    }

    private static string Clean(string message)
    {
        string text = message.Trim().TrimEnd('.');
        return text.Length > 1 && char.IsUpper(text[0]) && char.IsLower(text[1]) ? char.ToLowerInvariant(text[0]) + text[1..] : text;
    }
}
