namespace FusionOfN.Evaluation.Tests.Statistics;

public sealed class ProportionTests
{
    [Fact]
    public void Of_TextbookCase_IsReproduced()
    {
        // Newcombe (1998), table I: 81 of 263, score interval without continuity correction: .2553 to .3662.
        Proportion interval = Proportion.Of(81, 263);

        Assert.Equal(0.2553, interval.Low, 4);
        Assert.Equal(0.3662, interval.High, 4);
    }

    [Theory]
    [InlineData(0, 10, 0, 0.2775)]
    [InlineData(10, 10, 0.7225, 1)]
    public void Of_NoneOrAll_DoesNotCollapse(double successes, int count, double low, double high)
    {
        Proportion interval = Proportion.Of(successes, count);

        Assert.Equal(low, interval.Low, 4);
        Assert.Equal(high, interval.High, 4);
    }

    [Fact]
    public void ShareInterval_AllRight_IsWilsonsAndNoPoint()
    {
        Interval interval = ShareInterval.Of([.. Enumerable.Range(0, 20).Select(i => new Observation($"{i / 2}", "", 100))], whole: 100);

        Assert.Equal((72.25, 100), (Math.Round(interval.Low, 2), Math.Round(interval.High, 6)));
    }
}
