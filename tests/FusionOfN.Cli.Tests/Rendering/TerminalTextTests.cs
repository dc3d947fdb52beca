using FusionOfN.Cli.Rendering;

namespace FusionOfN.Cli.Tests.Rendering;

public sealed class TerminalTextTests
{
    [Theory]
    [InlineData("plain text", "plain text")]
    [InlineData("line\nbreak\tand tab", "line\nbreak\tand tab")]
    [InlineData("\u001b[31mred\u001b[0m", "red")]
    [InlineData("\u001b]0;title\u0007gone", "]0;titlegone")]
    [InlineData("back\b\b\bspace\r", "backspace")]
    [InlineData("c1\u009b31m", "c131m")]
    public void Clean_ControlCharacters_CannotReachTheTerminal(string text, string expected) =>
        Assert.Equal(expected, TerminalText.Clean(text));

    [Theory]
    [InlineData("short", 10, "short")]
    [InlineData("exactly10!", 10, "exactly10!")]
    [InlineData("a longer text", 8, "a longe…")]
    [InlineData("東京は日本の首都です", 9, "東京は日…")]
    public void Head_TooLong_IsCutByColumnsWithAnEllipsis(string text, int cells, string expected) =>
        Assert.Equal(expected, TerminalText.Head(text, cells));

    [Theory]
    [InlineData("short", 10, "short")]
    [InlineData("a longer text", 8, "…er text")]
    [InlineData("東京は日本の首都です", 9, "…首都です")]
    public void Tail_TooLong_KeepsTheEndByColumns(string text, int cells, string expected) =>
        Assert.Equal(expected, TerminalText.Tail(text, cells));

    [Fact]
    public void Tail_Emoji_IsNotCutApart() => Assert.EndsWith("👨‍👩‍👧", TerminalText.Tail("a whole family 👨‍👩‍👧", 8), StringComparison.Ordinal);
}
