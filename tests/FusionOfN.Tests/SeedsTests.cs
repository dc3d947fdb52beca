namespace FusionOfN.Tests;

public sealed class SeedsTests
{
    /// <summary>Files of earlier versions hang on these numbers: SHA-256 of "seed, line feed, text", its first four bytes, without the sign.</summary>
    [Theory]
    [InlineData(0, "", 706684826)]
    [InlineData(5, "gsm-0", 638776771)]
    [InlineData(-1, "größer", 705605630)]
    public void Derive_SeedAndText_GivesThisNumber(int seed, string text, int expected) => Assert.Equal(expected, Seeds.Derive(seed, text));

    [Fact]
    public void Derive_OtherSeedOrText_GivesAnother()
    {
        Assert.Equal(1_000, Enumerable.Range(0, 1_000).Select(i => Seeds.Derive(i % 10, $"row-{i / 10}")).Distinct().Count());
    }
}
