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
}
