namespace FusionOfN.Synthesis.Tests.Exports;

public class DataLicenceTests
{
    [Theory]
    [InlineData("apache-2.0", "MIT", "Apache-2.0")]
    [InlineData("cc-by-nc-4.0", "MIT", "CC-BY-NC-4.0")]
    [InlineData("unknown", "MIT", null)]
    [InlineData("other", "MIT", "llama3.1")]
    [InlineData("other", "CC-BY-SA-4.0", "CC-BY-NC-4.0")]
    [InlineData("mit", "MIT", "mit")]
    public void Of_TwoTeachers_IsWhatBothAllow(string expected, string? one, string? other) =>
        Assert.Equal(expected, DataLicence.Of([new("a", one), new("b", other)]).Id);

    [Fact]
    public void Of_Nobody_IsUnknown() => Assert.Equal("unknown", DataLicence.Of([]).Id);
}
