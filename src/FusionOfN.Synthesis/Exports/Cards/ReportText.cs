using System.Globalization;
using System.Text;

namespace FusionOfN.Synthesis;

/// <summary>The report as a page of Markdown.</summary>
internal static class ReportText
{
    /// <summary>Writes it.</summary>
    /// <param name="report">The report.</param>
    public static string Of(DataSetReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        StringBuilder text = new();
        Line(text, $"# Report");
        Line(text, $"");
        Line(text, $"{report.Items:N0} prompts were answered{Spent(report)}.");
        Line(text, $"");
        Tables(text, report);
        Examples(text, report);
        Line(text, $"Licence: {report.Licence}");
        return text.ToString();
    }

    internal static void Tables(StringBuilder text, DataSetReport report)
    {
        Line(text, $"| method | kept | left out | mean score | mean characters | pairs |");
        Line(text, $"| --- | ---: | ---: | ---: | ---: | ---: |");
        foreach (var method in report.Methods)
            Line(text, $"| {method.Method} | {method.Kept:N0} | {method.Removed.Values.Sum():N0} | {(method.MeanScore is { } score ? score.ToString("0.###", CultureInfo.InvariantCulture) : "–")} | {method.MeanCharacters:N0} | {method.Pairs:N0} |");
        Line(text, $"");
        Languages(text, report);
        Reasons(text, "Left out, by the filter that said so first; each row stands in `removed.jsonl`:", report.Methods.Select(method => (method.Method, method.Removed)));
        Reasons(text, "Without a preference pair:", report.Methods.Select(method => (method.Method, method.WithoutPair)));
        Reasons(text, "Not in a format:", report.Formats.Select(format => (format.Method is null ? format.Format : $"{format.Format} of {format.Method}", format.LeftOut)));
    }

    private static void Examples(StringBuilder text, DataSetReport report)
    {
        foreach (var method in report.Methods.Where(method => method.RemovedExamples.Count > 0))
        {
            Line(text, $"## Left out of {method.Method}");
            Line(text, $"");
            Line(text, $"| filter | row | why | prompt | answer |");
            Line(text, $"| --- | --- | --- | --- | --- |");
            foreach (var (filter, examples) in method.RemovedExamples)
            {
                foreach (var row in examples)
                    Line(text, $"| {filter} | {Cell(row.Id)} | {Cell(row.Reason)} | {Cell(row.Prompt)} | {Cell(row.Answer)} |");
            }

            Line(text, $"");
        }
    }

    // A bar ends a cell, and what looks like a tag would be one.
    private static string Cell(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal).Replace('\n', ' ').Replace('\r', ' ');

    private static void Languages(StringBuilder text, DataSetReport report)
    {
        string[] languages = [.. report.Methods.SelectMany(method => method.Languages.Keys).Distinct().Order(StringComparer.Ordinal)];
        if (languages.Length == 0)
            return;
        Line(text, $"| language | {string.Join(" | ", report.Methods.Select(method => method.Method))} |");
        Line(text, $"| --- | {string.Join(" | ", report.Methods.Select(_ => "---:"))} |");
        foreach (var language in languages)
            Line(text, $"| {language} | {string.Join(" | ", report.Methods.Select(method => method.Languages.GetValueOrDefault(language).ToString("N0", CultureInfo.InvariantCulture)))} |");
        Line(text, $"");
    }

    private static void Reasons(StringBuilder text, string title, IEnumerable<(string What, IReadOnlyDictionary<string, long> Counts)> all)
    {
        var given = all.Where(one => one.Counts.Count > 0).ToArray();
        if (given.Length == 0)
            return;
        Line(text, $"{title}");
        Line(text, $"");
        foreach (var (what, counts) in given)
            Line(text, $"- {what}: {string.Join(", ", counts.OrderByDescending(count => count.Value).Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Value:N0} {count.Key}")))}");
        Line(text, $"");
    }

    internal static string Spent(DataSetReport report) => report.Calls == 0 ? Cost(report)
        : string.Create(CultureInfo.InvariantCulture, $" in {report.Calls:N0} calls with {report.InputTokens:N0} prompt and {report.OutputTokens:N0} answer tokens{Cost(report)}");

    private static string Cost(DataSetReport report) => report.CostUsd is not { } cost ? ""
        : string.Create(CultureInfo.InvariantCulture, $" for {cost:0.####} US dollars{(report.ItemsOfUnknownCost > 0 ? $" and what {report.ItemsOfUnknownCost:N0} of them cost, which is not known" : "")}");

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
