namespace FusionOfN;

/// <summary>How good a place is for one piece to end and the next to begin.</summary>
internal static class Borders
{
    private const int AtSentence = 100;
    private const int AtClause = 10;
    private const int AtWord = 1;

    /// <summary>Whether a sentence ends behind a character.</summary>
    public static bool IsSentenceEnd(char value) => value is '.' or '!' or '?' or '…' or '。' or '！' or '？' or '．' or '।' or '॥' or '؟' or '۔' or '։' or '።';

    /// <summary>Higher where a sentence or line begins, lower where a clause or word does, 0 within words.</summary>
    /// <param name="text">The answer.</param>
    /// <param name="tokens">Its tokens.</param>
    /// <param name="index">The first token behind the border, from 1.</param>
    public static int Score(string text, List<Token> tokens, int index)
    {
        var before = tokens[index - 1];
        if (before.Kind == TokenKind.LineBreak)
            return AtSentence;

        var isSpace = before.Kind == TokenKind.Space;
        var last = isSpace ? index - 2 : index - 1;
        while (last >= 0 && tokens[last].Kind == TokenKind.Character && IsClosing(text[tokens[last].Start]))
            last--;
        var mark = last < 0 || tokens[last].Kind != TokenKind.Character ? '\0' : text[tokens[last].Start];

        // Behind a mark of the ASCII kind a border needs its space: "3.5" and "a.b" are whole. Chinese and Japanese ones have none.
        if (IsSentenceEnd(mark) && (isSpace || !char.IsAscii(mark)))
            return AtSentence;
        if (mark is ',' or ';' or ':' or '–' or '—' or '،' or '؛' or '、' or '，' or '；' or '：' && (isSpace || !char.IsAscii(mark)))
            return AtClause;
        return isSpace ? AtWord : 0;
    }

    private static bool IsClosing(char value) => value is '"' or '\'' or '”' or '’' or '»' or ')' or ']' or '*' or '_' or '」' or '』' or '）';
}
