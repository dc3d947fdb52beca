using System.Globalization;
using FusionOfN.Evaluation;

namespace FusionOfN.Benchmarks;

/// <summary>Prints what the intervals cover of data whose truth is known, and how often tables of true ties claim a difference.</summary>
internal static class Coverage
{
    public static void Print(TextWriter output)
    {
        foreach (CoverageRow row in CoverageSimulation.Run(repetitions: 4_000, resamples: 1_000, seed: 1))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.Data,-40} {row.Clusters,4} clusters   {100 * row.Coverage:F1} % of the intervals hold the truth"));
        double share = CoverageSimulation.FalseClaims(tables: 2_000, cells: 33, clusters: 12, seed: 1);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"tables of 33 true ties, after Holm: {100 * share:F1} % claim a difference"));
    }
}
