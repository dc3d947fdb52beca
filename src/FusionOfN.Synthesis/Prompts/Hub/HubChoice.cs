namespace FusionOfN.Synthesis;

/// <summary>The files of one split of one configuration of a data set.</summary>
/// <param name="Config">The configuration's name.</param>
/// <param name="Split">The split's name.</param>
/// <param name="Paths">Its files, by name; at least one.</param>
public sealed record HubChoice(string Config, string Split, IReadOnlyList<string> Paths)
{
    private const string DefaultConfig = "default";
    private const string DefaultSplit = "train";
    private const int ShownNames = 30;

    private static readonly string[] Readable = [".parquet", ".jsonl", ".json", ".ndjson", ".csv", ".tsv"];

    /// <summary>Finds the files that an address means.</summary>
    /// <param name="address">The address.</param>
    /// <param name="paths">Every file of the data set.</param>
    /// <param name="card">The text of its card; null when it has none.</param>
    /// <exception cref="SynthesisException">There is no such configuration or split, it is not said which one, or its files are of a kind that is not read. The message lists what is there.</exception>
    public static HubChoice Of(HubAddress address, IReadOnlyList<string> paths, string? card)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(paths);
        var data = paths.Where(IsData).Order(StringComparer.Ordinal).ToArray();
        IReadOnlyList<HubConfig> configs = card is null ? [] : HubCard.Read(card, address.Id);
        if (configs.Count == 0)
            configs = [new HubConfig(DefaultConfig, IsDefault: true, HubFolders.Splits(data))];
        var config = ConfigOf(address, configs);
        var splits = config.Splits.Select(split => split with { Patterns = [.. data.Where(split.Holds)] }).Where(split => split.Patterns.Count > 0).ToArray();
        if (splits.Length == 0)
        {
            throw new SynthesisException(
                $"{address.Id} has no file of prompts{(configs.Count > 1 ? $" in its configuration '{config.Name}'" : "")}; prompts are read from {string.Join(", ", Readable)}", $"Its files are {List(paths)}.");
        }

        var chosen = SplitOf(address, config, splits);
        return chosen.Patterns.Where(path => !IsReadable(path)).ToArray() is { Length: > 0 } others
            ? throw new SynthesisException($"{List(others)} of {address.Id} is of a kind that is not read", $"Prompts are read from {string.Join(", ", Readable)}, the text formats also as .gz and .zst.")
            : new HubChoice(config.Name, chosen.Name, chosen.Patterns);
    }

    private static HubConfig ConfigOf(HubAddress address, IReadOnlyList<HubConfig> configs)
    {
        if (address.Config is { } name)
        {
            return configs.FirstOrDefault(config => config.Name == name) ?? throw new SynthesisException(
                $"{address.Id} has no configuration '{name}'{(configs.Any(config => config.Splits.Any(split => split.Name == name)) ? ", but a split of that name" : "")}",
                $"It has {List(configs.Select(config => config.Name))}. A split follows behind a configuration, as in :{configs[0].Name}/{configs[0].Splits[0].Name}.");
        }

        return configs.Count == 1 ? configs[0]
            : configs.FirstOrDefault(config => config.IsDefault) ?? configs.FirstOrDefault(config => config.Name == DefaultConfig)
            ?? throw new SynthesisException($"{address.Id} has several configurations: {List(configs.Select(config => config.Name))}", $"Name one, for example {(address with { Config = configs[0].Name })}.");
    }

    private static HubSplit SplitOf(HubAddress address, HubConfig config, HubSplit[] splits)
    {
        var names = List(splits.Select(split => split.Name));
        if (address.Split is { } name)
        {
            return splits.FirstOrDefault(split => split.Name == name)
                ?? throw new SynthesisException($"the configuration '{config.Name}' of {address.Id} has no split '{name}'", $"It has {names}.");
        }

        return splits.Length == 1 ? splits[0]
            : splits.FirstOrDefault(split => split.Name == DefaultSplit)
            ?? throw new SynthesisException($"{address.Id} has several splits: {names}", $"Name one, for example {(address with { Config = config.Name, Split = splits[0].Name })}.");
    }

    // What stands beside the rows in every repository.
    private static bool IsData(string path)
    {
        var parts = path.Split('/');
        return !parts.Any(part => part.StartsWith('.') || part.StartsWith('_'))
            && parts[^1] is not ("dataset_infos.json" or "dataset_info.json" or "manifest.json" or "report.json" or "removed.jsonl") && Path.GetExtension(InputStreams.Unpacked(path)).Length > 0
            && Path.GetExtension(path) is not (".md" or ".py" or ".yaml" or ".yml" or ".txt" or ".png" or ".jpg" or ".svg" or ".pdf");
    }

    private static bool IsReadable(string path) => Readable.Contains(Path.GetExtension(InputStreams.Unpacked(path)).ToLowerInvariant());

    private static string List(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return all.Length == 0 ? "none" : string.Join(", ", all.Take(ShownNames)) + (all.Length > ShownNames ? $" and {all.Length - ShownNames} more" : "");
    }
}
