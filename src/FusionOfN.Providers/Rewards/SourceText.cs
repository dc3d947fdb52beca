using System.Text.RegularExpressions;

namespace FusionOfN.Providers;

/// <summary>Finds the text to translate inside a prompt.</summary>
internal static class SourceText
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>What is wrong with a pattern, or null.</summary>
    public static string? Problem(string pattern)
    {
        try
        {
            return new Regex(pattern).GetGroupNumbers().Length > 1 ? null : "The pattern has no group.";
        }
        catch (RegexParseException exception)
        {
            return $"The pattern is no regular expression: {exception.Message}";
        }
    }

    /// <summary>The source text.</summary>
    /// <exception cref="RewardFormatException">The pattern does not match the prompt.</exception>
    public static string Find(string? pattern, string prompt)
    {
        if (pattern is null)
            return prompt;

        Match match;
        try
        {
            match = Regex.Match(prompt, pattern, RegexOptions.Singleline | RegexOptions.CultureInvariant, Patience);
        }
        catch (RegexMatchTimeoutException)
        {
            throw new RewardFormatException("source_pattern takes too long on this prompt; simplify it");
        }

        return match.Success
            ? match.Groups[1].Value.Trim()
            : throw new RewardFormatException("source_pattern does not match this prompt, so the source text is not known");
    }
}
