using System.Runtime.InteropServices;

namespace FusionOfN;

/// <summary>The tokens that say by themselves where they are from, however short: numbers, dates and names. Common words prove nothing.</summary>
internal sealed class Particulars(Tokenizer tokenizer)
{
    private const int LongestWordOnStack = 64;

    private readonly HashSet<int> _names = [];
    private readonly List<int> _read = [];

    /// <summary>Reads the answer for the names in it, and gives the numbers of its tokens.</summary>
    public int[] ReadAnswer(string answer, List<Token> tokens)
    {
        NameFinder names = default;
        var ids = new int[tokens.Count];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = tokens[i].Id;
            if (names.IsName(answer, tokens[i]))
                _names.Add(ids[i]);
        }

        return ids;
    }

    /// <summary>Reads a text for the names in it, and gives the numbers of its tokens, which hold until the next text is read.</summary>
    public ReadOnlySpan<int> Read(string text)
    {
        _read.Clear();
        _read.EnsureCapacity(Tokenizer.UsualCount(text));
        NameFinder names = default;
        for (var start = 0; start < text.Length;)
        {
            var token = tokenizer.Find(text, start);
            if (token.Kind != TokenKind.Space && names.IsName(text, token) && token.Id >= 0)
                _names.Add(token.Id);
            _read.Add(token.Id);
            start = token.End;
        }

        return CollectionsMarshal.AsSpan(_read);
    }

    /// <summary>Whether a token of the answer is one of them.</summary>
    public bool Contain(string answer, List<Token> tokens, int index) => tokens[index].Kind switch
    {
        TokenKind.Number => !IsListMark(answer, tokens, index),
        TokenKind.Word => _names.Contains(tokens[index].Id) && !IsWrittenSmall(answer, tokens[index]),
        _ => false,
    };

    // "2." and "2)" at the start of a line count the line.
    private static bool IsListMark(string answer, List<Token> tokens, int index) =>
        (index == 0 || tokens[index - 1].Kind == TokenKind.LineBreak)
        && index + 2 < tokens.Count && answer[tokens[index + 1].Start] is '.' or ')' && tokens[index + 2].IsSpace;

    // In capitals here, for a title, and small there: a word like any other.
    private bool IsWrittenSmall(string answer, Token token)
    {
        var word = answer.AsSpan(token.Start, token.End - token.Start);
        Span<char> small = word.Length <= LongestWordOnStack ? stackalloc char[LongestWordOnStack] : new char[word.Length];
        return tokenizer.KnowsWord(small[..word.ToLowerInvariant(small)]);
    }
}
