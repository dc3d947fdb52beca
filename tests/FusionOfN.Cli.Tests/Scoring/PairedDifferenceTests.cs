namespace FusionOfN.Cli.Tests.Scoring;

public sealed class PairedDifferenceTests
{
    [Fact]
    public void Between_SameAnswers_IsATie()
    {
        Dictionary<string, double> rows = Rows(20, index => index % 2);

        PairedDifference difference = PairedDifference.Between("base", rows, rows)!;

        Assert.Equal(0, difference.Difference);
        Assert.Equal("tie", difference.Verdict);
    }

    [Fact]
    public void Between_DifferentRows_OnlyCommonOnesCount()
    {
        PairedDifference difference = PairedDifference.Between("base", Rows(10, _ => 0), Rows(30, _ => 1))!;

        Assert.Equal(10, difference.Rows);
        Assert.Equal("better", difference.Verdict);
    }

    [Fact]
    public void Between_FewRows_ClaimsNothing()
    {
        PairedDifference difference = PairedDifference.Between("base", Rows(9, _ => 0), Rows(9, _ => 1))!;

        Assert.Null(difference.Low);
        Assert.Equal("tie", difference.Verdict);
    }

    [Fact]
    public void OfMean_KnownDifferences_IsTheNormalInterval()
    {
        // 60 better, 40 worse of 100: mean .2, standard error sqrt(0.96 / 99) = 0.09847.
        Interval interval = Interval.OfMean([.. Enumerable.Range(0, 100).Select(index => index < 60 ? 1.0 : -1.0)]);

        Assert.Equal(0.0070, interval.Low, 4);
        Assert.Equal(0.3930, interval.High, 4);
    }

    [Fact]
    public void Wilson_TextbookCase_IsReproduced()
    {
        // Newcombe (1998), table I: 81 of 263, score interval without continuity correction: .2553 to .3662.
        Interval interval = Interval.Wilson(81, 263);

        Assert.Equal(0.2553, interval.Low, 4);
        Assert.Equal(0.3662, interval.High, 4);
    }

    private static Dictionary<string, double> Rows(int count, Func<int, double> value) =>
        Enumerable.Range(0, count).ToDictionary(index => $"q{index}", value);
}
