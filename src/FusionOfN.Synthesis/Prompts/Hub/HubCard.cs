using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace FusionOfN.Synthesis;

/// <summary>Reads the configurations that a data set's card declares in its front matter.</summary>
internal static class HubCard
{
    private const string Fence = "---";

    /// <summary>The configurations; none when the card declares none.</summary>
    /// <exception cref="SynthesisException">The front matter is no YAML.</exception>
    public static IReadOnlyList<HubConfig> Read(string card, string id)
    {
        if (FrontMatter(card) is not { } text)
            return [];
        try
        {
            YamlStream yaml = [];
            yaml.Load(new StringReader(text));
            return yaml.Documents is [{ RootNode: YamlMappingNode root }, ..] && Child(root, "configs") is YamlSequenceNode configs
                ? [.. configs.OfType<YamlMappingNode>().Where(config => Child(config, "config_name") is YamlScalarNode).Select(Config).Where(config => config.Splits.Count > 0)]
                : [];
        }
        catch (YamlException exception)
        {
            // The first line is the fence.
            throw new SynthesisException($"the card of {id} declares its files in YAML that cannot be read: line {exception.Start.Line + 1} of README.md", "Name another revision with @, or fetch its files by hand.");
        }
    }

    private static string? FrontMatter(string card)
    {
        var lines = card.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');
        if (lines[0].TrimEnd() != Fence)
            return null;
        var end = Array.FindIndex(lines, 1, line => line.TrimEnd() == Fence);
        return end < 0 ? null : string.Join('\n', lines[1..end]);
    }

    private static HubConfig Config(YamlMappingNode config)
    {
        var folder = Text(Child(config, "data_dir"))?.Trim('/');
        List<HubSplit> splits = [];
        switch (Child(config, "data_files"))
        {
            // Files without a split are for training.
            case YamlScalarNode or YamlSequenceNode when Texts(Child(config, "data_files")) is { Count: > 0 } patterns:
                splits.Add(new HubSplit("train", patterns));
                break;
            case YamlSequenceNode files:
                splits.AddRange(files.OfType<YamlMappingNode>().Select(file => new HubSplit(Text(Child(file, "split")) ?? "train", Texts(Child(file, "path")))));
                break;
            case YamlMappingNode files:
                splits.AddRange(files.Children.Select(file => new HubSplit(Text(file.Key) ?? "train", Texts(file.Value))));
                break;
            case null when folder is not null:
                splits.Add(new HubSplit("train", ["**"]));
                break;
        }

        return new HubConfig(
            Text(Child(config, "config_name"))!,
            Text(Child(config, "default")) is "true" or "True",
            [.. splits.Where(split => split.Patterns.Count > 0).Select(split => folder is null ? split : split with { Patterns = [.. split.Patterns.Select(pattern => $"{folder}/{pattern}")] })]);
    }

    private static YamlNode? Child(YamlMappingNode node, string name) => node.Children.TryGetValue(new YamlScalarNode(name), out var child) ? child : null;

    private static string? Text(YamlNode? node) => (node as YamlScalarNode)?.Value;

    private static IReadOnlyList<string> Texts(YamlNode? node) => node switch
    {
        YamlScalarNode { Value: { Length: > 0 } value } => [value],
        YamlSequenceNode list when list.All(item => item is YamlScalarNode) => [.. list.Select(Text).OfType<string>()],
        _ => [],
    };
}
