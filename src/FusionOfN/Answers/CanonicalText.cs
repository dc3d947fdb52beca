using System.Globalization;
using System.Text;
using ADRaffy.ENSNormalize;

namespace FusionOfN;

/// <summary>Small rewritings that make two spellings of one answer equal.</summary>
internal static class CanonicalText
{
    /// <summary>Trims, and makes each run of whitespace one space.</summary>
    public static string CollapseWhitespace(string text)
    {
        StringBuilder result = new(text.Length);
        var gap = false;
        foreach (var value in text)
        {
            if (char.IsWhiteSpace(value))
            {
                gap = result.Length > 0;
                continue;
            }

            if (gap)
                result.Append(' ');
            gap = false;
            result.Append(value);
        }

        return result.ToString();
    }

    /// <summary>Makes what readers cannot tell apart the same: composed accents (NFC), plain quotes, no zero-width characters.</summary>
    public static string Plain(string text)
    {
        StringBuilder result = new(text.Length);
        foreach (var value in text)
        {
            switch (value)
            {
                case '‘' or '’' or '‚' or '‛' or '′' or '`' or '´':
                    result.Append('\'');
                    break;
                case '“' or '”' or '„' or '‟' or '″':
                    result.Append('"');
                    break;
                // A joiner and a non-joiner say something in Indic and Persian words and in emoji.
                case '\u200b' or '\u2060' or '\ufeff' or '\u00ad' or '\u200e' or '\u200f' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069'):
                    break;
                default:
                    result.Append(value);
                    break;
            }
        }

        // The runtime's own normalization does nothing in applications without globalization data.
        var plain = result.ToString();
        return Ascii.IsValid(plain) || HasLoneSurrogate(plain) ? plain : ENSNormalize.NF.NFC(plain);
    }

    // They cannot be normalized; such a text equals itself and no other.
    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && (CharUnicodeInfo.GetUnicodeCategory(text, i) == UnicodeCategory.Surrogate))
                return true;
            i += char.IsHighSurrogate(text[i]) ? 1 : 0;
        }

        return false;
    }
}
