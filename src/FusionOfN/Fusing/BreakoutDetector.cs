using System.Buffers;
using System.Runtime.InteropServices;

namespace FusionOfN;

/// <summary>Finds what could pass for a fence tag, an answer mark or a chat control token, looking at the text as a reader sees it, and what is hidden from readers.</summary>
/// <remarks>One pass over the text; each place looks at no more than a few dozen characters around it.</remarks>
internal sealed class BreakoutDetector(string nonce)
{
    /// <summary>What is put in to make a finding harmless: visible, and in none of the words looked for.</summary>
    public const char Break = '·';

    private const string FenceName = "fencedcandidate";
    private const string AnswerName = "fusedanswer";

    /// <summary>Characters that are no letters, between the letters of a name: "F e n-c e d _candidate".</summary>
    private const int MostBetween = 3;

    private const int MostBehindBracket = 8;

    private static readonly SearchValues<char> Anchors = SearchValues.Create("<[f~");
    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789·");

    /// <summary>Where in a text a break is needed, in order.</summary>
    public IReadOnlyList<int> FindBreaks(string text, CancellationToken cancellationToken)
    {
        List<int> breaks = [];
        HiddenText.FindBreaks(text, breaks, cancellationToken);
        var folded = FoldedText.Of(text, cancellationToken);
        FindNonce(folded, breaks, cancellationToken);
        for (var i = folded.Text.IndexOfAny(Anchors); i >= 0; i = Next(folded.Text, i))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (BreakAt(text, folded, i) is var at and >= 0)
                breaks.Add(folded.SourceIndex(at));
        }

        // Each of the three is in order; mostly only one finds something.
        return Rises(CollectionsMarshal.AsSpan(breaks)) ? breaks : [.. breaks.Order().Distinct()];
    }

    private static bool Rises(ReadOnlySpan<int> breaks)
    {
        for (var i = 1; i < breaks.Length; i++)
        {
            if (breaks[i] <= breaks[i - 1])
                return false;
        }

        return true;
    }

    private static int Next(ReadOnlySpan<char> text, int index) => text[(index + 1)..].IndexOfAny(Anchors) is >= 0 and var next ? index + 1 + next : -1;

    private static int BreakAt(string source, FoldedText folded, int index)
    {
        var text = folded.Text;
        switch (text[index])
        {
            case 'f':
                // Only the answer's name is written apart: without what parts the words it is a type name in somebody's code.
                return IsBehindBracket(text, index, "<([{") && Spelled(text[index..], FenceName, parted: -1) is >= 0 and var fence ? index + fence
                    : IsBehindBracket(text, index, "<") && Spelled(text[index..], AnswerName, parted: 5) is >= 0 and var answer ? index + answer
                    : -1;
            case '~':
                return IsMiniMax(text, index) ? index : -1;
            default:
                return ControlTokens.StartsWith(text[index..], out var length, out var isCapitals)
                    && !(isCapitals && IsAsWritten(source, folded, index, length)) ? index + 1 : -1;
        }
    }

    // The nonce is looked for with everything but letters and digits left out: no bracket, space or mark inside it can hide it.
    private void FindNonce(FoldedText folded, List<int> breaks, CancellationToken cancellationToken)
    {
        var text = folded.Text;
        for (var start = text.IndexOf(nonce[0]); start >= 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (i, found, middle) = (start, 0, start);
            for (; i < text.Length && found < nonce.Length; i++)
            {
                if (text[i] == nonce[found])
                {
                    middle = found == nonce.Length / 2 ? i : middle;
                    found++;
                }
                else if (char.IsLetterOrDigit(text[i]) || text[i] == Break)
                {
                    break;
                }
            }

            if (found == nonce.Length)
            {
                breaks.Add(folded.SourceIndex(middle));
                start = middle;
            }

            start = text[(start + 1)..].IndexOf(nonce[0]) is >= 0 and var next ? start + 1 + next : -1;
        }
    }

    private static bool IsBehindBracket(ReadOnlySpan<char> text, int index, string brackets)
    {
        for (var i = index - 1; i >= 0 && i >= index - 1 - MostBehindBracket && !Letters.Contains(text[i]); i--)
        {
            if (brackets.Contains(text[i]))
                return true;
        }

        return false;
    }

    /// <summary>Where the third letter of a name stands when a text starts with the name; -1 when it does not.</summary>
    private static int Spelled(ReadOnlySpan<char> text, string name, int parted)
    {
        var (i, third) = (0, -1);
        for (var letter = 0; letter < name.Length; letter++, i++)
        {
            var start = i;
            var most = letter == parted ? MostBetween + 1 : MostBetween;
            while (letter > 0 && i < text.Length && i - start < most && !Letters.Contains(text[i]))
                i++;
            if (i >= text.Length || text[i] != name[letter] || (letter == parted && i == start))
                return -1;
            third = letter == 2 ? i : third;
        }

        return third;
    }

    // "]~b]user", "]~!b[" and "[e~[".
    private static bool IsMiniMax(ReadOnlySpan<char> text, int index)
    {
        if (index == 0 || text[index - 1] is not (']' or 'e'))
            return false;

        var before = text[..index];
        var behind = text[(index + 1)..].TrimStart('!');
        return (before.EndsWith("]") && behind.Length > 1 && char.IsAsciiLetter(behind[0]) && behind[1] is ']' or '[')
            || (before.EndsWith("[e") && behind.StartsWith("["));
    }

    private static bool IsAsWritten(string source, FoldedText folded, int index, int length)
    {
        var start = folded.SourceIndex(index);
        return start + length <= source.Length && source.AsSpan(start, length).SequenceEqual(folded.Text.Slice(index, length));
    }
}
