namespace FusionOfN.Gateway.Tests;

public sealed class KeySecretTests
{
    [Fact]
    public void Create_ManyTimes_GivesDifferentKeysOfOneForm()
    {
        HashSet<string> secrets = [.. Enumerable.Range(0, 2000).Select(_ => KeySecret.Create())];

        Assert.Equal(2000, secrets.Count);
        Assert.All(secrets, secret => Assert.Matches("^fok_[0-9A-Za-z]{43}$", secret));
        Assert.All(secrets, secret => Assert.True(KeySecret.LooksLikeOne(secret)));

        // 256 bits in base 62: the first digit takes few values, every other takes all.
        for (int place = 1; place < 43; place++)
            Assert.Equal(62, secrets.Select(secret => secret[4 + place]).Distinct().Count());
    }

    [Fact]
    public void HashOf_KnownText_IsItsSha256() =>
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", KeySecret.HashOf("abc"));

    [Theory]
    [InlineData("fok_short")]
    [InlineData("sk-0123456789012345678901234567890123456789012")]
    [InlineData("fok_012345678901234567890123456789012345678901-")]
    public void LooksLikeOne_OtherTexts_DoNot(string text) => Assert.False(KeySecret.LooksLikeOne(text));
}
