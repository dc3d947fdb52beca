namespace FusionOfN.Providers.Tests;

public sealed class RetryAfterHeaderTests
{
    private static readonly DateTimeOffset Now = new(2026, 8, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Retry-After", "7", 7)]
    [InlineData("Retry-After", "0", 0)]
    [InlineData("Retry-After", "1.5", 1.5)]
    [InlineData("Retry-After", "Sat, 01 Aug 2026 12:00:30 GMT", 30)]
    [InlineData("Retry-After", "Sat, 01 Aug 2026 11:00:00 GMT", 0)]
    [InlineData("retry-after-ms", "250", 0.25)]
    public void Read_KnownForms_GivesTheWait(string name, string value, double seconds)
    {
        using HttpResponseMessage response = new();
        response.Headers.TryAddWithoutValidation(name, value);

        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryAfterHeader.Read(response, Now));
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("-5")]
    [InlineData("NaN")]
    [InlineData("99999999999999999999")]
    public void Read_Nonsense_GivesNothing(string value)
    {
        using HttpResponseMessage response = new();
        response.Headers.TryAddWithoutValidation("Retry-After", value);

        Assert.Null(RetryAfterHeader.Read(response, Now));
    }
}
