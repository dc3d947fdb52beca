using System.Globalization;

namespace FusionOfN.Lab;

/// <summary>How methods grow with the number of candidates.</summary>
internal static class CurveSection
{
    private static readonly (string Method, string Colour, bool IsDashed)[] Lines =
    [
        (LabMethods.Fusion, "#c2410c", false),
        (LabMethods.BestOfN, "#1d4ed8", false),
        (LabMethods.MinimumBayesRisk, "#0f766e", false),
        (LabMethods.Majority, "#7c3aed", false),
        (LabMethods.Oracle, "#444444", true),
        (LabMethods.Mean, "#999999", true),
    ];

    public static void Write(ReportDocument document, LabResults results)
    {
        document.Heading("The number of candidates");
        document.Paragraph("With one candidate nothing is fused: the engine hands it on. Each prompt draws its own order of members, so the first N candidates are a fair sample of the pool.");
        foreach (var pool in results.Settings.Pools)
        {
            if (!pool.IsSelf && results.Options.Sizes.Max() > pool.Members.Count)
            {
                document.Paragraph(string.Create(CultureInfo.InvariantCulture,
                    $"{pool.Name}: beyond {pool.Members.Count} candidates come second samples of the same members, which know no more."));
            }

            document.Table(["method", "column", .. results.Options.Sizes.Select(size => string.Create(CultureInfo.InvariantCulture, $"N={size}"))], results.Columns
                .SelectMany(column => Lines.Select(line => Row(results, pool, line.Method, column)))
                .Where(row => row.Skip(2).Any(cell => cell != Wording.Nothing)));
            foreach (var column in results.Columns)
                document.Figure($"candidates-{pool.Name}-{column.Slug}", Draw(results, pool, column), $"Score over the number of candidates: {pool.Name}, {column.Title}.");
        }
    }

    private static IReadOnlyList<string> Row(LabResults results, LabPool pool, string method, TestColumn column) =>
        [method, column.Title, .. results.Options.Sizes.Select(size => results.Measurements.Mean(pool.Name, method, size, column) is { } mean ? Wording.Percent(mean.Mean) : Wording.Nothing)];

    private static string Draw(LabResults results, LabPool pool, TestColumn column) => LineChart.Draw(
        $"{pool.Name}: {column.Title} (score, %)", "candidates N", [.. Lines
            .Select(line => new ChartLine(line.Method, line.Colour, [.. results.Options.Sizes
                .Select(size => (size, mean: results.Measurements.Mean(pool.Name, line.Method, size, column)))
                .Where(point => point.mean is not null)
                .Select(point => ((double)point.size, point.mean!.Mean))], line.IsDashed))
            .Where(line => line.Points.Count > 0)]);
}
