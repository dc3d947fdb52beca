using System.Text.RegularExpressions;

namespace FusionOfN.Configuration;

/// <summary>Recognises texts that look like keys, so that they are neither accepted in a file nor shown in a message.</summary>
public static partial class Secrets
{
    /// <summary>Whether a text looks like a key or another secret.</summary>
    /// <param name="text">The text.</param>
    public static bool LooksLikeOne(string text) => KnownPrefix().IsMatch(text) || IsRandom(text);

    /// <summary>A text for a message: in quotes, and shortened when it may be a secret.</summary>
    /// <param name="text">The text.</param>
    public static string Show(string text) => $"'{Mask(text)}'";

    /// <summary>A text for a message, shortened when it may be a secret: to an ellipsis, else to 80 characters.</summary>
    /// <param name="text">The text.</param>
    public static string Mask(string text) =>
        LooksLikeOne(text) ? "…" : text.Length > 80 ? string.Concat(text.AsSpan(0, 80), "…") : text;

    [GeneratedRegex(
        @"^(Bearer\s+\S{8,}|(sk|pk|rk|gsk|csk|xai|glpat|nvapi|pplx)-[\w-]{16,}|(gsk|hf|ghp|gho|tgp|r8|fw|fok)_\w{16,}|AIza[\w-]{30,}|AKIA[A-Z0-9]{16})$",
        RegexOptions.CultureInvariant)]
    private static partial Regex KnownPrefix();

    // Long, one word, letters of both cases and digits mixed; or 32 hexadecimal digits (40 and 64 are revisions and hashes).
    private static bool IsRandom(string text)
    {
        if (text.Length < 32 || text.Any(character => !char.IsAsciiLetterOrDigit(character)) || !text.Any(char.IsAsciiDigit))
            return false;

        return (text.Any(char.IsAsciiLetterUpper) && text.Any(char.IsAsciiLetterLower)) || (text.Length == 32 && text.All(char.IsAsciiHexDigit));
    }
}
