using FusionOfN.Evaluation;

namespace FusionOfN.Lab;

/// <summary>All methods on the same five candidates of one pool.</summary>
internal static class PoolSection
{
    private const int Size = PoolExperiment.PaperSize;

    private static readonly string[] Rivals =
        [LabMethods.Mean, LabMethods.BestMember, LabMethods.Majority, LabMethods.MinimumBayesRisk, LabMethods.BestOfN, LabMethods.Oracle];

    public static void Write(ReportDocument document, LabResults results, LabPool pool)
    {
        document.Heading(pool.IsSelf ? $"Test-time scaling: {Size} samples of {pool.Name}" : $"Teacher pool: one sample of each of {pool.Members.Count} teachers");
        if (pool.IsSelf)
            document.Paragraph("All candidates come from one model; \"best member\" is its own likeliest answer.");

        document.Table(["score", .. results.Columns.Select(column => column.Title)], Scores(results, pool, exact: false));
        document.Table(["wholly right", .. results.Columns.Select(column => column.Title)], Scores(results, pool, exact: true));
        document.Paragraph("The difference that fusion makes, on the same prompts and candidates, in points:");
        document.Table(["FusioN less", .. results.Columns.SelectMany(column => new[] { column.Title, "verdict" })], Rivals
            .Select(method => (IReadOnlyList<string>)[method, .. results.Columns.SelectMany(column => Cells(Difference(results, pool, method, column)))])
            .Where(row => row.Skip(1).Any(cell => cell != Wording.Nothing)));

        (string Name, PairedDifference? Difference)[] bars = [.. results.Columns.SelectMany(column => new[] { LabMethods.BestOfN, LabMethods.Oracle }
            .Select(method => ($"{column.Title}: less {method}", Difference(results, pool, method, column))))];
        document.Figure(
            $"difference-{pool.Name}",
            IntervalChart.Draw($"FusioN less BoN and less oracle, {pool.Name}, N={Size}, points", [.. bars.Where(bar => bar.Difference is not null).Select(bar => (bar.Name, bar.Difference!))]),
            "Differences with 95 % intervals. Green: fusion is better; red: fusion is worse; grey: a tie or too few prompts.");
        document.Paragraph($"Smallest true difference from BoN that this many prompts find four times out of five, in points: {string.Join(", ", results.Columns
            .Select(column => (column, difference: Difference(results, pool, LabMethods.BestOfN, column)))
            .Where(pair => pair.difference is not null)
            .Select(pair => $"{pair.column.Title} {Wording.Percent(pair.difference!.Interval.MinimumDetectableEffect)}"))}.");
    }

    private static IEnumerable<IReadOnlyList<string>> Scores(LabResults results, LabPool pool, bool exact) => LabMethods.All
        .Select(method => (IReadOnlyList<string>)
            [method, .. results.Columns.Select(column => Wording.Score(results.Measurements.Mean(pool.Name, method, Size, column, exact: exact)))])
        .Where(row => row.Skip(1).Any(cell => cell != Wording.Nothing));

    private static PairedDifference? Difference(LabResults results, LabPool pool, string method, TestColumn column) =>
        results.Measurements.Difference((pool.Name, LabMethods.Fusion, Size), (pool.Name, method, Size), column);

    private static string[] Cells(PairedDifference? difference) => [Wording.Difference(difference), Wording.Of(difference)];
}
