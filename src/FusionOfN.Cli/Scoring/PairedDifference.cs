namespace FusionOfN.Cli;

/// <summary>The difference between two methods on the same rows.</summary>
/// <param name="Baseline">The method compared with.</param>
/// <param name="Rows">Rows that both were scored on.</param>
/// <param name="Difference">The mean difference of the share.</param>
/// <param name="Low">The lower end of its 95 % interval; null with too few rows for one.</param>
/// <param name="High">Its upper end.</param>
/// <param name="Verdict"><c>better</c>, <c>worse</c> or <c>tie</c>; a tie when the interval holds zero or there is none.</param>
internal sealed record PairedDifference(string Baseline, int Rows, double Difference, double? Low, double? High, string Verdict)
{
    // Below this many rows a normal interval promises too much.
    private const int FewestRows = 10;

    public static PairedDifference? Between(
        string baselineName, IReadOnlyDictionary<string, double> baseline, IReadOnlyDictionary<string, double> method)
    {
        List<double> differences = [.. method.Where(pair => baseline.ContainsKey(pair.Key)).Select(pair => pair.Value - baseline[pair.Key])];
        if (differences.Count == 0)
            return null;
        double mean = differences.Average();
        if (differences.Count < FewestRows)
            return new PairedDifference(baselineName, differences.Count, mean, null, null, "tie");

        Interval interval = Interval.OfMean(differences);
        string verdict = interval.Contains(0) ? "tie" : mean > 0 ? "better" : "worse";
        return new PairedDifference(baselineName, differences.Count, mean, interval.Low, interval.High, verdict);
    }
}
