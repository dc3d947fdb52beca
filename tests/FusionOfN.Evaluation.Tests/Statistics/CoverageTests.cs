namespace FusionOfN.Evaluation.Tests.Statistics;

/// <summary>What the intervals promise, held against data whose truth is known. The long run is <c>bench/FusionOfN.Benchmarks -- coverage</c>.</summary>
public sealed class CoverageTests
{
    [Fact]
    public void Intervals_OfEveryKindOfData_CoverTheTruth()
    {
        foreach (CoverageRow row in CoverageSimulation.Run(repetitions: 200, resamples: 300, seed: 5))
            Assert.InRange(row.Coverage, 0.90, 0.99);
    }

    [Fact]
    public void Holm_TablesOfTrueTies_SeldomClaimADifference() => Assert.InRange(CoverageSimulation.FalseClaims(tables: 100, cells: 6, clusters: 10, seed: 5), 0, 0.1);
}
