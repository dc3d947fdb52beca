namespace FusionOfN.Lab;

/// <summary>The run in a few sentences that follow from the figures alone, losses as plainly as wins.</summary>
internal static class Findings
{
    public static IReadOnlyList<string> Of(LabResults results) =>
    [
        .. results.Settings.Pools.SelectMany(pool => results.Columns.Select(column => Sentence(results, pool, column)).OfType<string>()),
        .. FewCandidates(results),
        .. results.HasStudents ? results.Columns.Select(column => Students(results, column)).OfType<string>() : [],
    ];

    private static string? Sentence(LabResults results, LabPool pool, TestColumn column)
    {
        const int Size = PoolExperiment.PaperSize;
        if (results.Measurements.Mean(pool.Name, LabMethods.Fusion, Size, column) is not { } fused)
            return null;

        string[] comparisons = [.. new[] { LabMethods.BestOfN, LabMethods.Oracle, LabMethods.MinimumBayesRisk }
            .Select(method => Against(results, pool, column, method)).OfType<string>()];
        return $"{pool.Name}, {column.Title}, N={Size}: FusioN {Wording.Score(fused)}; {string.Join("; ", comparisons)}.";
    }

    private static string? Against(LabResults results, LabPool pool, TestColumn column, string method)
    {
        const int Size = PoolExperiment.PaperSize;
        return results.Measurements.Difference((pool.Name, LabMethods.Fusion, Size), (pool.Name, method, Size), column) is { } difference
            ? $"against {method} {Wording.Difference(difference)} ({Wording.Of(difference)})"
            : null;
    }

    // With two candidates nothing can outvote an error; the paper's method is not at home there.
    private static IEnumerable<string> FewCandidates(LabResults results)
    {
        foreach (var pool in results.Settings.Pools.Where(_ => results.Options.Sizes.Contains(2)))
        {
            string[] parts = [.. results.Columns
                .Select(column => (column, difference: results.Measurements.Difference((pool.Name, LabMethods.Fusion, 2), (pool.Name, LabMethods.BestOfN, 2), column)))
                .Where(pair => pair.difference is not null)
                .Select(pair => $"{pair.column.Title} {Wording.Difference(pair.difference)} ({Wording.Of(pair.difference)})")];
            if (parts.Length > 0)
                yield return $"{pool.Name}, N=2: FusioN against BoN: {string.Join("; ", parts)}.";
        }
    }

    private static string? Students(LabResults results, TestColumn column) =>
        StudentSection.Difference(results, column) is { } difference
            ? $"Student on fused data against student on BoN data, {column.Title}: {Wording.Difference(difference)} ({Wording.Of(difference)})."
            : null;
}
