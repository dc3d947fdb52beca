using MathNet.Numerics.Distributions;

namespace FusionOfN.Evaluation.Tests.Statistics;

public sealed class TotalForecastTests
{
    public static TheoryData<string, Func<System.Random, double>> Costs => new()
    {
        { "normal", random => Math.Max(0.01, Normal.Sample(random, 1, 0.2)) },
        { "log-normal", random => LogNormal.Sample(random, 0, 1) },
        { "two kinds", random => (random.NextDouble() < 0.5 ? 1 : 3) * LogNormal.Sample(random, 0, 0.3) },
        { "one in five costs four", random => (random.NextDouble() < 0.2 ? 4 : 1) * LogNormal.Sample(random, 0, 0.3) },
    };

    [Theory]
    [MemberData(nameof(Costs), DisableDiscoveryEnumeration = true)]
    public void Of_PilotsOfTwentyItems_CoverTheRealSumNineTimesOfTen(string shape, Func<System.Random, double> cost)
    {
        System.Random random = new(1);
        int covered = 0;
        for (int job = 0; job < 400; job++)
        {
            double[] all = [.. Enumerable.Range(0, 1000).Select(_ => cost(random))];
            TotalForecast forecast = TotalForecast.Of(all[..20], all.Length);
            covered += forecast.Low <= all.Sum() && all.Sum() <= forecast.High ? 1 : 0;
        }

        // Three standard errors of a share of 90 % over 400 jobs are 4.5 %.
        Assert.True(covered >= 400 * 0.9 - 18, $"{shape}: {covered} of 400");
    }

    [Fact]
    public void Of_ItemsOfWhichAllAreKnown_IsTheirSum() => Assert.Equal(new TotalForecast(6, 6, 6), TotalForecast.Of([1, 2, 3], 3));

    [Fact]
    public void Of_OneItem_HasNoUpperEnd() => Assert.Equal(new TotalForecast(20, 2, double.PositiveInfinity), TotalForecast.Of([2], 10));

    [Fact]
    public void Of_ItemsThatAreAlike_IsExact()
    {
        TotalForecast forecast = TotalForecast.Of([2, 2, 2, 2], 100);

        Assert.Equal((200, 200, 200), (forecast.Total, Math.Round(forecast.Low, 9), Math.Round(forecast.High, 9)));
    }

    [Fact]
    public void Of_ItemsThatCostNothing_IsNothing() => Assert.Equal(new TotalForecast(0, 0, 0), TotalForecast.Of([0, 0, 0], 100));

    [Fact]
    public void Of_ItemsOfWhichSomeCostNothing_IsNeverBelowWhatIsKnown()
    {
        TotalForecast forecast = TotalForecast.Of([0, 0, 9], 1000);

        Assert.Equal(9, forecast.Low);
        Assert.True(forecast.High > forecast.Total);
    }
}
