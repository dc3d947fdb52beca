using System.Globalization;
using System.Text;
using System.Text.Json;

namespace FusionOfN.Synthesis;

/// <summary>The README of a data set with the front matter by which the hub shows it: one configuration per method and language.</summary>
internal static class DataSetCard
{
    private static readonly (long Below, string Name)[] Sizes =
        [(1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"), (10_000_000, "1M<n<10M"), (100_000_000, "10M<n<100M"), (long.MaxValue, "n>100M")];

    public static string Of(ExportPlan plan, DataSetReport report, DataLicence licence, IReadOnlyList<ExportShape> shapes, IReadOnlyList<ManifestFile> files)
    {
        StringBuilder text = new();
        FrontMatter(text, plan, report, licence, shapes, files);
        Line(text, $"# {plan.Card.Name}");
        Line(text, $"");
        Line(text, $"{report.Items:N0} prompts, each answered by every teacher. Each method below made its answer from the same candidates.");
        Line(text, $"");
        ReportText.Tables(text, report);
        Line(text, $"## Licence");
        Line(text, $"");
        Line(text, $"{licence.Reason}");
        foreach (var term in plan.Card.Terms)
            Line(text, $"- {term.Teacher}: {term.Licence ?? "not known"}{(term.AllowsTraining switch { true => ", training allowed", false => ", training **not** allowed", null => "" })}");
        Line(text, $"");
        Line(text, $"## Recipe");
        Line(text, $"");
        foreach (var (name, value) in plan.Card.Recipe)
            Line(text, $"- {name}: {value}");
        if (plan.Card.Command is { } command)
            Line(text, $"\n```bash\n{command}\n```");
        Line(text, $"");
        Line(text, $"Made with FusionOfN {SynthVersion.Current}. `manifest.json` holds the hash of every file; `fusion synth verify` compares them.");
        return text.ToString();
    }

    private static void FrontMatter(
        StringBuilder text, ExportPlan plan, DataSetReport report, DataLicence licence, IReadOnlyList<ExportShape> shapes, IReadOnlyList<ManifestFile> files)
    {
        string[] languages = [.. report.Methods.SelectMany(method => method.Languages.Keys).Select(code => code.Split('-')[0].ToLowerInvariant()).Where(code => code != DataSetExporter.NoLanguage).Distinct().Order(StringComparer.Ordinal)];
        Line(text, $"---");
        if (languages.Length > 0)
            Line(text, $"language: [{string.Join(", ", languages.Select(Quoted))}]");
        Line(text, $"license: {licence.Id}");
        Line(text, $"pretty_name: {Quoted(plan.Card.Name)}");
        Line(text, $"tags: [synthetic, fusion-of-n]");
        Line(text, $"task_categories: [text-generation]");
        Line(text, $"size_categories: [\"{Sizes.First(size => report.Methods[0].Kept < size.Below).Name}\"]");
        Configurations(text, plan, shapes, files);
        Line(text, $"---");
        Line(text, $"");
    }

    // The hub shows the Parquet files; where there are none, the lines of the first format.
    private static void Configurations(StringBuilder text, ExportPlan plan, IReadOnlyList<ExportShape> shapes, IReadOnlyList<ManifestFile> files)
    {
        var shown = shapes.FirstOrDefault(shape => shape is { IsParquet: true, Kind: ExportKind.Answer }) ?? shapes.FirstOrDefault(shape => shape.Kind == ExportKind.Answer) ?? (shapes.Count > 0 ? shapes[0] : null);
        if (shown is null || files.Count == 0)
            return;
        Line(text, $"configs:");
        var isFirst = true;
        foreach (var method in shown.Kind == ExportKind.Item ? (IEnumerable<string?>)[null] : plan.Methods)
        {
            var folder = RowFiles.FolderOf(shown, method);
            ManifestFile[] own = [.. files.Where(file => file.Path.StartsWith(folder + "/", StringComparison.Ordinal))];
            if (own.Length == 0)
                continue;
            Configuration(text, isFirst ? "default" : folder.Split('/')[^1], plan, own, shown.IsParquet ? $"{folder}/*/" : $"{folder}/");
            foreach (var language in shown.IsParquet ? own.Select(file => file.Path.Split('/')[^2]).Distinct().Order(StringComparer.Ordinal) : Enumerable.Empty<string>())
                Configuration(text, isFirst ? language : $"{folder.Split('/')[^1]}-{language}", plan, [.. own.Where(file => file.Path.Split('/')[^2] == language)], $"{folder}/{language}/");
            isFirst = false;
        }
    }

    private static void Configuration(StringBuilder text, string name, ExportPlan plan, ManifestFile[] files, string folder)
    {
        Line(text, $"  - config_name: {Quoted(name)}");
        Line(text, $"    data_files:");
        foreach (var split in plan.Splits.Names.Where(split => files.Any(file => Path.GetFileName(file.Path).StartsWith(split, StringComparison.Ordinal))))
            Line(text, $"      - {{split: {split}, path: {Quoted(folder + split + (files[0].Path.EndsWith(".parquet", StringComparison.Ordinal) ? "-*" : ".jsonl"))}}}");
    }

    // What JSON writes in quotation marks means the same in YAML. Without them, "no" would be a truth value.
    private static string Quoted(string value) => JsonSerializer.Serialize(value, SynthJson.Line.String);

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
