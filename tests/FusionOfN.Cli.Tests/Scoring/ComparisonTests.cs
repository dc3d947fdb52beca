namespace FusionOfN.Cli.Tests.Scoring;

public sealed class ComparisonTests
{
    [Fact]
    public void Between_SameAnswers_IsATie()
    {
        Dictionary<string, double> rows = Rows(20, index => index % 2);

        Comparison difference = Comparison.Between("base", rows, rows)!;

        Assert.Equal(0, difference.Difference);
        Assert.Equal("tie", difference.Verdict);
    }

    [Fact]
    public void Between_DifferentRows_OnlyCommonOnesCount()
    {
        Comparison difference = Comparison.Between("base", Rows(10, _ => 0), Rows(30, _ => 1))!;

        Assert.Equal(10, difference.Rows);
        Assert.Equal("better", difference.Verdict);
    }

    [Fact]
    public void Between_FewRows_ClaimsNothing()
    {
        Comparison difference = Comparison.Between("base", Rows(5, _ => 0), Rows(5, _ => 1))!;

        Assert.Null(difference.Low);
        Assert.Equal("too_few", difference.Verdict);
    }

    [Fact]
    public void Between_NineWinsOfNine_IsBetterAsInTheLab()
    {
        Comparison difference = Comparison.Between("base", Rows(9, _ => 0), Rows(9, _ => 1))!;

        Assert.Equal("better", difference.Verdict);
    }

    private static Dictionary<string, double> Rows(int count, Func<int, double> value) =>
        Enumerable.Range(0, count).ToDictionary(index => $"q{index}", value);
}
