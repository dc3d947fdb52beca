using System.Buffers;
using System.Globalization;
using System.Text;

namespace FusionOfN.Local;

/// <summary>Finds tokens that stand outside the merges in a text: the first one, and of those that begin there the longest.</summary>
internal sealed class AddedTokenFinder
{
    private readonly SearchValues<string> _contents;
    private readonly Dictionary<string, AddedToken>.AlternateLookup<ReadOnlySpan<char>> _tokens;
    private readonly int[] _lengths;

    public AddedTokenFinder(IEnumerable<AddedToken> tokens)
    {
        var known = tokens.Where(token => token.Content.Length > 0).DistinctBy(token => token.Content).ToDictionary(token => token.Content, StringComparer.Ordinal);
        _contents = SearchValues.Create([.. known.Keys], StringComparison.Ordinal);
        _tokens = known.GetAlternateLookup<ReadOnlySpan<char>>();
        _lengths = [.. known.Keys.Select(content => content.Length).Distinct().OrderDescending()];
    }

    /// <summary>The next token at or after a place; null when there is none.</summary>
    public (int At, AddedToken Token)? Find(string text, int from)
    {
        while (from < text.Length && text.AsSpan(from).IndexOfAny(_contents) is >= 0 and var offset)
        {
            if (FindAt(text, from + offset) is { } token)
                return (from + offset, token);
            from += offset + 1;
        }

        return null;
    }

    /// <summary>The longest token that begins at a place; null when there is none.</summary>
    public AddedToken? FindAt(string text, int at)
    {
        foreach (var length in _lengths)
        {
            if (at + length <= text.Length && _tokens.TryGetValue(text.AsSpan(at, length), out var token) && (!token.IsWholeWord || IsWord(text, at, length)))
                return token;
        }

        return null;
    }

    private static bool IsWord(string text, int at, int length) =>
        !(at > 0 && Rune.DecodeLastFromUtf16(text.AsSpan(0, at), out var before, out _) == OperationStatus.Done && IsPartOfWord(before))
        && !(Rune.DecodeFromUtf16(text.AsSpan(at + length), out var after, out _) == OperationStatus.Done && IsPartOfWord(after));

    private static bool IsPartOfWord(Rune rune) => Rune.GetUnicodeCategory(rune) is <= UnicodeCategory.LetterNumber or UnicodeCategory.ConnectorPunctuation || rune.Value is 0x200C or 0x200D;
}
