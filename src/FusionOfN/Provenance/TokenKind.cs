namespace FusionOfN;

/// <summary>What a token is, as far as provenance cares.</summary>
internal enum TokenKind : byte
{
    /// <summary>Whitespace within a line.</summary>
    Space,

    /// <summary>Whitespace with a line break in it.</summary>
    LineBreak,

    /// <summary>A word of a script with spaces, without digits.</summary>
    Word,

    /// <summary>A number with its separators, or a word with digits in it: 1,234.5 and H2O.</summary>
    Number,

    /// <summary>A character of a script without spaces, a mark, a symbol.</summary>
    Character,
}
