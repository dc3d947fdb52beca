using System.Globalization;
using System.Text;

namespace FusionOfN;

/// <summary>Splits texts into tokens and numbers them, the same number for the same token in every text.</summary>
internal sealed class Tokenizer
{
    private const int DenseWeight = 3;

    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _words =
        new Dictionary<string, int>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    // Every other token is a space, and in Chinese every token is one character.
    private readonly Dictionary<char, int> _characters = [];
    private int _space = -1;

    private static readonly Kind[] AsciiKinds = [.. Enumerable.Range(0, 128).Select(value => KindOf(((char)value).ToString(), 0))];

    // Letters that are words together with digits: "H2O", "5km". Others stand beside a number: "18명", "5টি".
    private const char LastLatin = '\u024f';

    private enum Kind
    {
        Letter,
        Digit,
        Unspaced,
        Space,
        Other,
    }

    /// <summary>Splits a text and numbers its tokens.</summary>
    public List<Token> Split(string text)
    {
        List<Token> tokens = new(UsualCount(text));
        for (int start = 0, end; start < text.Length; start = end)
        {
            end = EndOfToken(text, start, out var kind);
            var token = text.AsSpan(start, end - start);
            tokens.Add(new(Id(AsCompared(token, kind)), start, end, kind is TokenKind.Space or TokenKind.LineBreak ? 0 : WeightOf(token), kind));
        }

        return tokens;
    }

    /// <summary>The token at a place of a text that is only compared: one that no text split so far had has no number, and none has a weight.</summary>
    public Token Find(string text, int start)
    {
        var end = EndOfToken(text, start, out var kind);
        return new(Known(AsCompared(text.AsSpan(start, end - start), kind)), start, end, 0, kind);
    }

    /// <summary>How many tokens a text has about: words of European languages have five letters and a space.</summary>
    public static int UsualCount(string text) => text.Length / 3;

    /// <summary>Whether a text split so far had a word.</summary>
    public bool KnowsWord(ReadOnlySpan<char> word) => Known(AsCompared(word, TokenKind.Word)) >= 0;

    private static int EndOfToken(string text, int start, out TokenKind tokenKind)
    {
        var kind = KindAt(text, start);
        var end = EndOfElement(text, start);
        if (kind == Kind.Space)
        {
            while (end < text.Length && KindAt(text, end) == Kind.Space)
                end = EndOfElement(text, end);
            tokenKind = text.AsSpan(start, end - start).ContainsAny('\n', '\r', '\u2029') ? TokenKind.LineBreak : TokenKind.Space;
            return end;
        }

        if (kind is not (Kind.Letter or Kind.Digit))
        {
            tokenKind = TokenKind.Character;
            return end;
        }

        tokenKind = TokenKind.Word;
        end = PassAsciiLetters(text, end, kind);
        while (true)
        {
            tokenKind = kind == Kind.Digit ? TokenKind.Number : tokenKind;
            if (end == text.Length || !IsContinued(text, end, kind))
                return end;
            kind = KindAt(text, end);
            end = EndOfElement(text, end);
        }
    }

    // Most of most texts. The last letter before anything else than ASCII may have an accent behind it, and is left to the slow way.
    private static int PassAsciiLetters(string text, int end, Kind kind)
    {
        if (kind != Kind.Letter)
            return end;
        var letters = end;
        while (letters < text.Length && char.IsAsciiLetter(text[letters]))
            letters++;
        return letters == text.Length || char.IsAscii(text[letters]) ? letters : Math.Max(end, letters - 1);
    }

    /// <summary>Whether a word or number goes on: with more of the same, with digits behind Latin letters and the other way round, with what separates digits.</summary>
    private static bool IsContinued(string text, int index, Kind before)
    {
        var kind = KindAt(text, index);
        return (before, kind) switch
        {
            (Kind.Letter, Kind.Letter) or (Kind.Digit, Kind.Digit) or (Kind.Other, Kind.Digit) => true,
            (Kind.Letter, Kind.Digit) => text[index - 1] <= LastLatin,
            (Kind.Digit, Kind.Letter) => text[index] <= LastLatin,
            (Kind.Digit, Kind.Other) => text[index] is '.' or ',' or '\'' or '’' or '٫' or '٬' && index + 1 < text.Length && KindAt(text, index + 1) == Kind.Digit,
            _ => false,
        };
    }

    // Line ends of every kind are the same, and so are an accent on its letter and behind it.
    private static ReadOnlySpan<char> AsCompared(ReadOnlySpan<char> token, TokenKind kind) =>
        kind == TokenKind.LineBreak ? (token.Contains('\r') ? token.ToString().ReplaceLineEndings("\n") : token)
        : token.Length > 1 && kind != TokenKind.Space && token.ContainsAnyInRange('\u0300', '\u036f') ? CanonicalText.Plain(token.ToString())
        : token;

    private int Known(ReadOnlySpan<char> token)
    {
        if (token is " ")
            return _space;
        var isKnown = token.Length == 1 ? _characters.TryGetValue(token[0], out var id) : _words.TryGetValue(token, out id);
        return isKnown ? id : -1;
    }

    private int Id(ReadOnlySpan<char> token)
    {
        var id = Known(token);
        if (id >= 0)
            return id;

        id = _characters.Count + _words.Dictionary.Count;
        if (token.Length == 1)
            _characters.Add(token[0], id);
        if (token is " ")
            _space = id;
        if (token.Length > 1)
            _words[token] = id;
        return id;
    }

    // Between two plain characters there is always a border; the slow way is for everything else.
    private static int EndOfElement(string text, int start) =>
        IsPlain(text[start]) && (start + 1 == text.Length || IsPlain(text[start + 1]))
            ? start + 1
            : start + StringInfo.GetNextTextElementLength(text, start);

    private static bool IsPlain(char value) => char.IsAscii(value) ? value is not ('\r' or '\u007F') : IsPlainLetter(value);

    // Characters that never join with one another, nor with the plain ones of ASCII (all but the return of a line break): Latin, Greek and Cyrillic
    // letters, kana, Han and Hangul syllables.
    private static bool IsPlainLetter(char value) => value
        is (>= '\u00C0' and <= '\u02AF') or (>= '\u0386' and <= '\u03FF') or (>= '\u0400' and <= '\u0481') or (>= '\u3041' and <= '\u3096')
        or (>= '\u30A1' and <= '\u30FA') or (>= '\u3400' and <= '\u9FFF') or (>= '\uAC00' and <= '\uD7A3');

    private static Kind KindAt(string text, int index) => text[index] is var value && char.IsAscii(value) ? AsciiKinds[value] : KindOf(text, index);

    private static Kind KindOf(string text, int index)
    {
        if (!Rune.TryGetRuneAt(text, index, out var rune))
            return Kind.Other;
        if (Rune.IsWhiteSpace(rune))
            return Kind.Space;
        if (Rune.IsDigit(rune))
            return Kind.Digit;
        if (!Rune.IsLetter(rune))
            return Kind.Other;
        return IsUnspaced(rune.Value) ? Kind.Unspaced : Kind.Letter;
    }

    private static int WeightOf(ReadOnlySpan<char> token)
    {
        if (Ascii.IsValid(token))
            return token.Length;

        var weight = 0;
        foreach (var rune in token.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format))
                weight += IsDense(rune.Value) ? DenseWeight : 1;
        }

        return weight;
    }

    // Thai, Lao, Tibetan, Myanmar, Khmer, Tai scripts, Yi, kana and Han.
    private static bool IsUnspaced(int value) =>
        value is (>= 0x0E00 and <= 0x0FFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF) or (>= 0x1950 and <= 0x19FF) or (>= 0x1A20 and <= 0x1AAF)
            or (>= 0xA000 and <= 0xA4CF) or (>= 0xAA60 and <= 0xAA7F) || (IsDense(value) && !IsHangul(value));

    private static bool IsDense(int value) =>
        value is (>= 0x2E80 and <= 0x2FFF) or (>= 0x3005 and <= 0x3007) or (>= 0x3021 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF)
            or (>= 0xF900 and <= 0xFAFF) or (>= 0xFF66 and <= 0xFF9F) or (>= 0x20000 and <= 0x3FFFF) || IsHangul(value);

    private static bool IsHangul(int value) => value is (>= 0xAC00 and <= 0xD7A3) or (>= 0x3131 and <= 0x318E);
}
