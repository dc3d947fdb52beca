using FusionOfN.Gateway.Studio;

namespace FusionOfN.Studio.Tests;

public sealed class CandidateMarkTests
{
    [Theory]
    [InlineData(0, "A")]
    [InlineData(25, "Z")]
    [InlineData(26, "A2")]
    [InlineData(53, "B3")]
    public void Letter_OfAnyIndex_IsShortAndItsOwn(int index, string letter) => Assert.Equal(letter, CandidateMark.Letter(index));

    [Fact]
    public void Words_OfSeveral_ReadLikeASentence() => Assert.Equal("A, B and D", CandidateMark.Words([0, 1, 3]));
}
