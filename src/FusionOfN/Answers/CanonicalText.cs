using System.Text;

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
}
