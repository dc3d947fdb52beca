namespace FusionOfN.Synthesis;

/// <summary>Finds the splits of a data set whose card declares none, by the names of its files and folders.</summary>
internal static class HubFolders
{
    private static readonly (string Split, string[] Words)[] Known =
    [
        ("train", ["train", "training"]),
        ("validation", ["validation", "valid", "dev", "val"]),
        ("test", ["test", "testing", "eval", "evaluation"]),
    ];

    private static readonly char[] Separators = ['/', '-', '_', '.', ' '];

    /// <summary>The splits: by the last word of the path that names one. Where no path does, all is <c>train</c>.</summary>
    public static IReadOnlyList<HubSplit> Splits(IReadOnlyList<string> paths)
    {
        var named = paths.GroupBy(SplitOf).Where(group => group.Key is not null).ToDictionary(group => group.Key!, group => group.ToArray());
        return named.Count == 0
            ? [new HubSplit("train", [.. paths.Select(Literal)])]
            : [.. Known.Where(known => named.ContainsKey(known.Split)).Select(known => new HubSplit(known.Split, [.. named[known.Split].Select(Literal)]))];
    }

    private static string? SplitOf(string path) => path.ToLowerInvariant().Split(Separators).Reverse()
        .Select(word => Known.FirstOrDefault(known => known.Words.Contains(word)).Split).FirstOrDefault(split => split is not null);

    // A file's name is not a pattern.
    private static string Literal(string path) => path.Replace("*", "?", StringComparison.Ordinal).Replace("[", "?", StringComparison.Ordinal);
}
