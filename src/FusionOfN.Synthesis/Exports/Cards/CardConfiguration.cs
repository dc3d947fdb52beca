namespace FusionOfN.Synthesis;

/// <summary>A part of a data set that the hub shows on its own: the rows of one method, or of one method in one language.</summary>
/// <param name="Name">Its name at the hub; <c>default</c> for the first.</param>
/// <param name="Splits">Its splits.</param>
internal sealed record CardConfiguration(string Name, IReadOnlyList<CardSplit> Splits)
{
    /// <summary>The configurations of the first format that trainers read; Parquet where there is any, as the hub wants it.</summary>
    public static IReadOnlyList<CardConfiguration> Of(ExportPlan plan, ExportShape? shown, IReadOnlyList<ManifestFile> files)
    {
        if (shown is null)
            return [];
        List<CardConfiguration> all = [];
        foreach (var method in shown.Kind == ExportKind.Item ? (IEnumerable<string?>)[null] : plan.Methods)
        {
            var folder = RowFiles.FolderOf(shown, method);
            ManifestFile[] own = [.. files.Where(file => file.Path.StartsWith(folder + "/", StringComparison.Ordinal))];
            if (own.Length == 0)
                continue;
            var isFirst = all.Count == 0;
            var name = folder.Split('/')[^1];
            all.Add(new(isFirst ? "default" : name, SplitsOf(plan, own, shown.IsParquet ? $"{folder}/*/" : $"{folder}/")));
            foreach (var language in shown.IsParquet ? own.Select(file => file.Path.Split('/')[^2]).Distinct().Order(StringComparer.Ordinal) : Enumerable.Empty<string>())
                all.Add(new(isFirst ? language : $"{name}-{language}", SplitsOf(plan, [.. own.Where(file => file.Path.Split('/')[^2] == language)], $"{folder}/{language}/")));
        }

        return all;
    }

    /// <summary>The format whose rows the card shows.</summary>
    public static ExportShape? ShownOf(IReadOnlyList<ExportShape> shapes) =>
        shapes.FirstOrDefault(shape => shape is { IsParquet: true, Kind: ExportKind.Answer }) ?? shapes.FirstOrDefault(shape => shape.Kind == ExportKind.Answer) ?? (shapes.Count > 0 ? shapes[0] : null);

    private static CardSplit[] SplitsOf(ExportPlan plan, ManifestFile[] files, string folder) =>
    [
        .. from split in plan.Splits.Names
           let own = files.Where(file => Path.GetFileName(file.Path) is var name && (name.StartsWith(split + "-", StringComparison.Ordinal) || name.StartsWith(split + ".", StringComparison.Ordinal))).ToArray()
           where own.Length > 0
           select new CardSplit(
               split, folder + split + (own[0].Path.EndsWith(".parquet", StringComparison.Ordinal) ? "-*" : ".jsonl"), own.Sum(file => file.Rows ?? 0), own.Sum(file => file.Bytes)),
    ];
}

/// <summary>A split of a configuration.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Path">Its files, as a pattern.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Bytes">The size of its files.</param>
internal sealed record CardSplit(string Name, string Path, long Rows, long Bytes);
