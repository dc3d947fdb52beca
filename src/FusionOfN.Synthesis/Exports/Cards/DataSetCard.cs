using System.Globalization;
using System.Text;
using System.Text.Json;

namespace FusionOfN.Synthesis;

/// <summary>The README of a data set with the front matter by which the hub shows it: one configuration per method and language.</summary>
internal static class DataSetCard
{
    private static readonly (long Below, string Name)[] Sizes =
        [(1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"), (10_000_000, "1M<n<10M"), (100_000_000, "10M<n<100M"), (long.MaxValue, "n>100M")];

    public static string Of(ExportPlan plan, DataSetReport report, DataLicence licence, IReadOnlyList<ExportShape> shapes, IReadOnlyList<ManifestFile> files, JsonElement? example)
    {
        StringBuilder text = new();
        var shown = CardConfiguration.ShownOf(shapes);
        var configurations = CardConfiguration.Of(plan, shown, files);
        IReadOnlyList<CardColumn> columns = example is { } row ? CardColumn.Of(row) : [];
        FrontMatter(text, plan, report, licence, configurations, columns);
        Line(text, $"# {plan.Card.Name}");
        Line(text, $"");
        Line(text, $"{report.Items:N0} prompts, each answered by every teacher{ReportText.Spent(report)}. Each method below made its answer from the same candidates.");
        Line(text, $"");
        ReportText.Tables(text, report);
        if (shown is not null && example is { } first && configurations.Count > 0)
            Rows(text, shown, configurations[0], columns, first);
        Line(text, $"## Licence");
        Line(text, $"");
        Line(text, $"{licence.Reason}");
        foreach (var term in plan.Card.Terms)
            Line(text, $"- {term.Teacher}: {term.Licence ?? term.Restriction ?? "not known"}{(term.AllowsTraining switch { true => ", training allowed", false => ", training **not** allowed", null => "" })}");
        if (plan.Card.Terms.All(term => term.Teacher != CardPlan.Prompts))
            Line(text, $"- {CardPlan.Prompts}: not known, and not part of this licence");
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
        StringBuilder text, ExportPlan plan, DataSetReport report, DataLicence licence, IReadOnlyList<CardConfiguration> configurations, IReadOnlyList<CardColumn> columns)
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
        Configurations(text, configurations, columns);
        Line(text, $"---");
        Line(text, $"");
    }

    private static void Configurations(StringBuilder text, IReadOnlyList<CardConfiguration> configurations, IReadOnlyList<CardColumn> columns)
    {
        if (configurations.Count == 0)
            return;
        Line(text, $"configs:");
        foreach (var configuration in configurations)
        {
            Line(text, $"  - config_name: {Quoted(configuration.Name)}");
            Line(text, $"    data_files:");
            foreach (var split in configuration.Splits)
                Line(text, $"      - {{split: {split.Name}, path: {Quoted(split.Path)}}}");
        }

        Line(text, $"dataset_info:");
        foreach (var configuration in configurations)
        {
            Line(text, $"  - config_name: {Quoted(configuration.Name)}");
            Line(text, $"    features:");
            foreach (var line in columns.SelectMany(column => column.Feature()))
                Line(text, $"      {line}");
            Line(text, $"    splits:");
            foreach (var split in configuration.Splits)
                Line(text, $"      - {{name: {split.Name}, num_examples: {split.Rows}}}");
            Line(text, $"    download_size: {configuration.Splits.Sum(split => split.Bytes)}");
        }
    }

    private static void Rows(StringBuilder text, ExportShape shown, CardConfiguration first, IReadOnlyList<CardColumn> columns, JsonElement example)
    {
        Line(text, $"## Rows");
        Line(text, $"");
        Line(text, $"| column | type | what |");
        Line(text, $"| --- | --- | --- |");
        foreach (var column in columns)
            Line(text, $"| `{column.Name}` | {column.Type} | {column.Description} |");
        Line(text, $"");
        Line(text, $"The first row of `{shown.Name}`; long texts are cut here:");
        Line(text, $"");
        Line(text, $"```json\n{CardExample.Of(example)}\n```");
        Line(text, $"");
        Line(text, $"## Load it");
        Line(text, $"");
        Line(text, $"```python");
        Line(text, $"from datasets import load_dataset");
        Line(text, $"");
        Line(text, $"rows = load_dataset(\"PATH-OR-OWNER/NAME\", \"{first.Name}\", split=\"{first.Splits[0].Name}\")");
        Line(text, $"```");
        Line(text, $"");
        Line(text, $"The path is that of this folder; at a hub it is the owner and the name.");
        Line(text, $"");
    }

    // What JSON writes in quotation marks means the same in YAML. Without them, "no" would be a truth value.
    private static string Quoted(string value) => JsonSerializer.Serialize(value, SynthJson.Line.String);

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
