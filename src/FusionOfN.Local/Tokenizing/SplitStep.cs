using System.Text.RegularExpressions;

namespace FusionOfN.Local;

/// <summary>One step of cutting text into pieces that tokens never cross.</summary>
/// <param name="Pattern">What is looked for.</param>
/// <param name="Behavior">What becomes of a match.</param>
/// <param name="Invert">Whether the stretches between matches are the matches.</param>
internal sealed record SplitStep(Regex Pattern, SplitBehavior Behavior, bool Invert)
{
    /// <summary>Cuts one piece of <paramref name="text"/>; the parts are in order, and cover it unless matches are removed.</summary>
    public void Cut(string text, (int Offset, int Length) piece, List<(int Offset, int Length)> parts)
    {
        var first = parts.Count;
        var end = piece.Offset + piece.Length;
        var at = piece.Offset;
        var previousWasMatch = false;

        // The piece is matched as a text of its own: anchors and look-arounds of the pattern see nothing beyond it.
        var own = text.AsSpan(piece.Offset, piece.Length);
        foreach (var match in Pattern.EnumerateMatches(own))
        {
            var (start, stop) = (piece.Offset + match.Index, piece.Offset + match.Index + match.Length);
            stop = WholeCharacter(text, stop, end);
            if (match.Length == 0 || start < at)
                continue;
            if (start > at)
                Add(at, start, Invert);
            Add(start, stop, !Invert);
            at = stop;
        }

        if (at < end)
            Add(at, end, Invert);

        void Add(int from, int to, bool isMatch)
        {
            var last = parts.Count - 1;
            switch (Behavior)
            {
                case SplitBehavior.Removed when isMatch:
                    break;
                case SplitBehavior.Contiguous when isMatch && previousWasMatch && last >= first:
                case SplitBehavior.MergedWithPrevious when isMatch && !previousWasMatch && last >= first:
                case SplitBehavior.MergedWithNext when !isMatch && previousWasMatch && last >= first:
                    parts[last] = (parts[last].Offset, to - parts[last].Offset);
                    break;
                default:
                    parts.Add((from, to - from));
                    break;
            }

            previousWasMatch = isMatch;
        }
    }

    // Patterns see UTF-16 units, so a match may end between the halves of a character beyond the basic plane.
    private static int WholeCharacter(string text, int index, int end) =>
        index < end && index > 0 && char.IsLowSurrogate(text[index]) && char.IsHighSurrogate(text[index - 1]) ? index + 1 : index;
}
