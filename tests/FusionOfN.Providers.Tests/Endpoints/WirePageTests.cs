using FusionOfN.Testing;

namespace FusionOfN.Providers.Tests;

/// <summary>The tables of the endpoints in docs/wire.md are those of the code.</summary>
public sealed class WirePageTests
{
    [Fact]
    public void ErrorShapes_OfThePage_AreThoseOfTheCode() => Assert.True(DocumentTable.IsCurrent(
        "docs/wire.md", "error-shapes", ["message", "code", "sent by"],
        ErrorShape.All.Select(row => new[] { $"`{row.Message}`", string.Join(", ", row.Codes.Select(code => $"`{code}`")), row.Senders })));

    [Fact]
    public void ErrorWords_OfThePage_AreThoseOfTheCode() => Assert.True(DocumentTable.IsCurrent(
        "docs/wire.md", "error-words", ["words", "kind", "said by"], ErrorWords.All.Select(row => new[] { row.Words.Replace('`', '\''), row.Kind.ToString(), row.Senders })));

    [Fact]
    public void UsageFields_OfThePage_AreThoseOfTheCode() => Assert.True(DocumentTable.IsCurrent(
        "docs/wire.md", "usage-fields", ["field of `usage`", "counts", "sent by"], UsageField.All.Select(row => new[] { $"`{row.Path}`", row.Count.ToString(), row.Senders })));
}
