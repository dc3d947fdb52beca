namespace FusionOfN.Jobs.Tests.Log;

public sealed class JobIdentityTests
{
    [Fact]
    public void ToString_PlainValues_AreReadableAndOthersAreHashed()
    {
        JobIdentity identity = new([new("seed", "5"), new("extractor", "number"), new("criteria", "short = good"), new("empty", "")]);

        Assert.Matches("^criteria=[0-9a-f]{12} empty=[0-9a-f]{12} extractor=number seed=5$", identity.ToString());
    }

    [Theory]
    [InlineData("extractor=number seed=5", "")]
    [InlineData("seed=5 extractor=number", "")]
    [InlineData("extractor=number seed=6", "seed")]
    [InlineData("extractor=boxed", "extractor seed")]
    [InlineData("extractor=number seed=5 judge=gpt", "judge")]
    [InlineData("", "extractor seed")]
    [InlineData("nonsense", "extractor seed")]
    public void Differences_OfTwoLines_AreNamed(string line, string expected)
    {
        JobIdentity own = new([new("seed", "5"), new("extractor", "number")]);

        Assert.Equal(expected, string.Join(' ', JobIdentity.Differences(JobIdentity.Parse(line), JobIdentity.Parse(own.ToString()))));
    }
}
