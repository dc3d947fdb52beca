namespace FusionOfN;

/// <summary>Reads a text token by token and tells the names in it: words in capitals where no sentence begins.</summary>
/// <remarks>German nouns look the same and count as well; scripts without capitals have no names that could be told.</remarks>
internal struct NameFinder
{
    private const int ShortestWord = 3;

    private bool _isInSentence;

    /// <summary>Whether the next token of the text is a name.</summary>
    public bool IsName(string text, Token token)
    {
        switch (token.Kind)
        {
            case TokenKind.LineBreak:
                _isInSentence = false;
                return false;
            case TokenKind.Word:
                var isName = _isInSentence && IsInCapitals(text.AsSpan(token.Start, token.End - token.Start));
                _isInSentence = true;
                return isName;
            case TokenKind.Number:
                _isInSentence = true;
                return false;
            default:
                _isInSentence &= !Borders.IsSentenceEnd(text[token.Start]);
                return false;
        }
    }

    // "Warsaw" and "EU", but not "I" nor "Is" of a heading.
    private static bool IsInCapitals(ReadOnlySpan<char> word) =>
        char.IsUpper(word[0]) && (word.Length >= ShortestWord || (word.Length == ShortestWord - 1 && char.IsUpper(word[1])));
}
