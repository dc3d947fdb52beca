namespace FusionOfN.Lab.Tests;

public sealed class FormTableTests
{
    [Theory]
    [InlineData("dog = Hund")]
    [InlineData("dog = Hund | ")]
    [InlineData("dog Hund | Hunde")]
    [InlineData("dog = Hund | Hunde\ndog = Hund | Hunde")]
    public void Constructor_BadLine_IsRefused(string text) => Assert.Throws<FormatException>(() => new FormTable(2, text));

    [Fact]
    public void Indexer_GoodLine_HoldsTheForms() => Assert.Equal("zwei Hunde", new FormTable(2, "dog = Hund | zwei Hunde\n")["dog", 1]);
}
