using FusionOfN.Testing;

namespace FusionOfN.Tests;

/// <summary>The tables of the engine in docs/wire.md are those of the code.</summary>
public sealed class WirePageTests
{
    [Fact]
    public void FinishReasons_OfThePage_AreThoseOfTheCode() => Assert.True(DocumentTable.IsCurrent(
        "docs/wire.md", "finish-reasons", ["reason", "means", "sent by"], FinishWords.All.Select(row => new[] { $"`{row.Word}`", row.Meaning.ToString(), row.Senders })));

    [Fact]
    public void ReasoningMarks_OfThePage_AreThoseOfTheCode() => Assert.True(DocumentTable.IsCurrent(
        "docs/wire.md", "reasoning-marks", ["opens", "closes", "written by"], ReasoningMark.All.Select(row => new[] { Code(row.Open), Code(row.Close), row.Senders })));

    // A bar ends a cell also inside of code.
    private static string Code(string mark) => $"<code>{mark.Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal).Replace("|", "&#124;", StringComparison.Ordinal)}</code>";
}
