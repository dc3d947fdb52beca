using FusionOfN.Gateway;
using FusionOfN.Gateway.Studio;

namespace FusionOfN.Studio.Tests;

public sealed class SpendViewTests
{
    private static readonly DateOnly Monday = new(2026, 3, 2);

    [Fact]
    public void Of_DaysWithGaps_HasEveryDayAndTheLargestKeyFirst()
    {
        SpendView view = SpendView.Of(
            [Day(0, null, 10), Day(2, "key_1", 500), Day(2, null, 5)],
            [new KeyLine("key_1", "team", "fok_abcdef", "in use", "everything", default)],
            Monday,
            Monday.AddDays(2));

        Assert.Equal(3, view.Days.Count);
        Assert.Equal(["team", "without a key"], view.Keys.Select(key => key.Name));
        Assert.Equal([10d, 0, 5], Enumerable.Range(0, 3).Select(day => view.Keys[1].On(day, SpendMeasure.Tokens)));
        Assert.Equal(15, view.Keys[1].Total(SpendMeasure.Tokens));
        Assert.Equal(2, view.Keys[1].Total(SpendMeasure.Requests));
    }

    [Theory]
    [InlineData(0, "$0")]
    [InlineData(0.0000001, "<$0.000001")]
    [InlineData(0.00123, "$0.001230")]
    [InlineData(0.5, "$0.5000")]
    [InlineData(1234.5, "$1,234.50")]
    public void Cost_OfAnySize_KeepsItsMeaningfulDigits(double usd, string shown) => Assert.Equal(shown, Show.Cost((decimal)usd));

    [Fact]
    public void Cost_Unknown_IsNotZero() => Assert.Equal("–", Show.Cost(null));

    private static DaySpend Day(int day, string? key, long tokens) => new(Monday.AddDays(day), key, new SpendTotals(1, 0, tokens, 0, 0));
}
