using System.Globalization;

namespace FusionOfN.Synthesis;

/// <summary>The beginning of a text, cut between what people see as characters: an emoji of several parts stays whole or goes.</summary>
internal static class TextHead
{
    /// <summary>The text, or its beginning and an ellipsis where it is longer than so many UTF-16 code units.</summary>
    public static string Of(string text, int maxLength)
    {
        if (text.Length <= maxLength)
            return text;
        var end = 0;
        while (end < text.Length && end + StringInfo.GetNextTextElementLength(text, end) is var next && next < maxLength)
            end = next;
        return text[..end].TrimEnd() + "…";
    }
}
