using System.Globalization;
using System.Text;

namespace FusionOfN.Local;

/// <summary>Cuts text step after step, each step within the pieces of the one before.</summary>
internal sealed class PieceCutter
{
    private readonly IReadOnlyList<SplitStep> _steps;

    public PieceCutter(IReadOnlyList<SplitStep> steps) => _steps = steps;

    public List<(int Offset, int Length)> Cut(string text)
    {
        var places = StandIn(ref text);
        List<(int Offset, int Length)> pieces = text.Length == 0 ? [] : [(0, text.Length)];
        foreach (var step in _steps)
        {
            List<(int Offset, int Length)> parts = new(pieces.Count);
            foreach (var piece in pieces)
                step.Cut(text, piece, parts);
            pieces = parts;
        }

        if (places is not null)
        {
            for (var i = 0; i < pieces.Count; i++)
            {
                var (offset, length) = pieces[i];
                pieces[i] = (places[offset], places[offset + length] - places[offset]);
            }
        }

        return pieces;
    }

    /// <summary>
    /// Patterns of this runtime see halves of a character beyond the basic plane, which are neither letters nor anything else. Each such character is matched as one of the basic
    /// plane that is of the same category and rare enough to be named in no pattern.
    /// </summary>
    /// <returns>Where each character of the new text stands in the old one; null when there was nothing to do.</returns>
    private static int[]? StandIn(ref string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
            return null;

        StringBuilder matched = new(text.Length);
        List<int> places = new(text.Length + 1);
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            places.Add(at);
            matched.Append(rune.IsBmp ? (char)rune.Value : OfCategory(Rune.GetUnicodeCategory(rune)));
            at += rune.Utf16SequenceLength;
        }

        places.Add(at);
        text = matched.ToString();
        return [.. places];
    }

    private static char OfCategory(UnicodeCategory category) => category switch
    {
        UnicodeCategory.UppercaseLetter => '\u2C6F',
        UnicodeCategory.LowercaseLetter => '\u0250',
        UnicodeCategory.TitlecaseLetter => '\u1F88',
        UnicodeCategory.ModifierLetter => '\u02D0',
        UnicodeCategory.OtherLetter => '\u1401',
        UnicodeCategory.NonSpacingMark => '\u1AB0',
        UnicodeCategory.SpacingCombiningMark => '\u1B04',
        UnicodeCategory.EnclosingMark => '\u20DD',
        UnicodeCategory.DecimalDigitNumber => '\u1B50',
        UnicodeCategory.LetterNumber => '\u2180',
        UnicodeCategory.OtherNumber => '\u2460',
        UnicodeCategory.MathSymbol => '\u22C0',
        UnicodeCategory.CurrencySymbol => '\u20B1',
        UnicodeCategory.ModifierSymbol => '\uA700',
        UnicodeCategory.OtherSymbol => '\u2800',
        UnicodeCategory.ConnectorPunctuation => '\u203F',
        UnicodeCategory.DashPunctuation => '\u2E17',
        UnicodeCategory.OpenPunctuation => '\u2768',
        UnicodeCategory.ClosePunctuation => '\u2769',
        UnicodeCategory.InitialQuotePunctuation => '\u2E02',
        UnicodeCategory.FinalQuotePunctuation => '\u2E03',
        UnicodeCategory.OtherPunctuation => '\u1B5A',
        UnicodeCategory.Format => '\u2061',
        UnicodeCategory.PrivateUse => '\uE000',
        _ => '\u0378',
    };
}
