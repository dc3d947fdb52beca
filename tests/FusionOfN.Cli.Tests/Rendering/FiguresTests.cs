using FusionOfN.Cli.Rendering;

namespace FusionOfN.Cli.Tests.Rendering;

public sealed class FiguresTests
{
    [Theory]
    [InlineData("", "cost unknown")]
    [InlineData("0", "$0")]
    [InlineData("0.0000123", "$0.0000123")]
    [InlineData("0.00312", "$0.0031")]
    [InlineData("1234.5", "$1,234.50")]
    public void Dollars_AnyAmount_IsReadableAndUnknownIsNotZero(string amount, string expected) =>
        Assert.Equal(expected, Figures.Dollars(amount.Length == 0 ? null : decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData(3, "0.00 s")]
    [InlineData(950, "0.95 s")]
    [InlineData(12_340, "12.3 s")]
    [InlineData(125_000, "2:05 min")]
    public void Seconds_AnyTime_IsReadable(double milliseconds, string expected) => Assert.Equal(expected, Figures.Seconds(milliseconds));

    [Theory]
    [InlineData(0.4428, ".443")]
    [InlineData(1, "1.000")]
    [InlineData(-0.25, "-.250")]
    public void Share_Always_HasThreePlaces(double share, string expected) => Assert.Equal(expected, Figures.Share(share));
}
