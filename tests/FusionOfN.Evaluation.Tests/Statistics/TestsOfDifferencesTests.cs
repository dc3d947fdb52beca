namespace FusionOfN.Evaluation.Tests.Statistics;

public sealed class TestsOfDifferencesTests
{
    [Theory]
    [InlineData(9, 0, 2 / 512.0)]
    [InlineData(0, 5, 2 / 32.0)]
    [InlineData(3, 3, 1)]
    [InlineData(0, 0, 1)]
    [InlineData(10, 2, 0.03857421875)]
    public void McNemar_Counts_GiveTheBinomialPValue(int onlyFirst, int onlySecond, double expected) => Assert.Equal(expected, McNemar.PValue(onlyFirst, onlySecond), 12);

    [Fact]
    public void SignFlip_NineOfNine_AgreesWithMcNemar() => Assert.Equal(McNemar.PValue(9, 0), SignFlip.PValue(Enumerable.Repeat(1.0, 9)), 12);

    [Fact]
    public void SignFlip_ManyClusters_IsNearTheExactValue() => Assert.Equal(McNemar.PValue(15, 5), SignFlip.PValue(Enumerable.Range(0, 20).Select(i => i < 15 ? 0.3 : -0.3)), 0.01);

    [Fact]
    public void SignFlip_NoDifference_IsOne() => Assert.Equal(1, SignFlip.PValue([0, 0, 0]));

    [Fact]
    public void Holm_SortedAndUnsorted_AreAdjustedAlike() => Assert.Equal([0.04, 0.03, 0.04], Holm.Adjust([0.02, 0.01, 0.03]).Select(p => Math.Round(p, 12)));

    [Fact]
    public void Holm_LargePValues_StayAtOne() => Assert.Equal([1, 1], Holm.Adjust([0.7, 0.9]));

    [Theory]
    [InlineData(4, 1, 1, 0.25)]
    [InlineData(4, 1, 2, 0.5)]
    [InlineData(4, 1, 4, 1)]
    [InlineData(10, 3, 5, 1 - (21.0 / 252))]
    [InlineData(5, 0, 3, 0)]
    public void Pass_Samples_IsTheShareOfChoicesWithARightOne(int samples, int correct, int k, double expected) => Assert.Equal(expected, AtK.Pass(samples, correct, k), 12);

    [Fact]
    public void Majority_TwoWinners_CountsHalf()
    {
        Assert.Equal(0.5, AtK.Majority([("4", true), ("4", true), ("5", false), ("5", false), (null, false), ("6", false)]));
        Assert.Equal(0, AtK.Majority([(null, true)]));
    }
}
