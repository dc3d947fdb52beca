namespace FusionOfN.Local;

/// <summary>The kinds of the pieces of a tag.</summary>
internal enum TokenKind
{
    Name,
    Text,
    Number,
    Sign,
    End,
}

/// <summary>A piece of a tag.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">A name, a sign, or the content of a literal.</param>
/// <param name="Value">The number.</param>
internal readonly record struct TemplateToken(TokenKind Kind, string Text, object? Value = null);

/// <summary>A stretch of a template: text that is written as it stands, an expression, or a statement.</summary>
/// <param name="Text">The text; null for a tag.</param>
/// <param name="IsStatement">Whether it is a statement (<c>{% %}</c>).</param>
/// <param name="Tokens">The pieces of the tag.</param>
internal sealed record TemplatePart(string? Text, bool IsStatement, IReadOnlyList<TemplateToken> Tokens);
