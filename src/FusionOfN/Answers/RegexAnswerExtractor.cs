using System.Text.RegularExpressions;

namespace FusionOfN;

/// <summary>Takes the last match of a pattern: its group <c>answer</c>, else its first group, else the whole match, trimmed.</summary>
public sealed class RegexAnswerExtractor : IAnswerExtractor
{
    private readonly Regex _regex;
    private readonly string? _group;

    /// <summary>Creates an extractor.</summary>
    /// <param name="pattern">A .NET regular expression, with culture-invariant matching.</param>
    /// <param name="matchTimeout">Longest time one text may take; a text that takes longer has no answer. The default is one second.</param>
    /// <exception cref="ArgumentException">The pattern is empty or not a regular expression; the message says where.</exception>
    public RegexAnswerExtractor(string pattern, TimeSpan? matchTimeout = null)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        if (FindProblem(pattern) is { } problem)
            throw new ArgumentException(problem);

        _regex = new Regex(pattern, RegexOptions.CultureInvariant, matchTimeout ?? TimeSpan.FromSeconds(1));
        Pattern = pattern;
        var groups = _regex.GetGroupNames();
        _group = groups.Contains("answer") ? "answer" : groups.Length > 1 ? groups[1] : null;
    }

    /// <inheritdoc />
    public string Name => "regex";

    /// <inheritdoc />
    public string Specification => AnswerExtractors.RegexPrefix + Pattern;

    /// <summary>The pattern.</summary>
    public string Pattern { get; }

    /// <inheritdoc />
    public string? Extract(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            string? last = null;
            for (var match = _regex.Match(text); match.Success; match = match.NextMatch())
            {
                var answer = (_group is null ? match.Value : match.Groups[_group].Value).Trim();
                if (answer.Length > 0)
                    last = answer;
            }

            return last;
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    /// <summary>Why no extractor can be made of a pattern; null when one can.</summary>
    internal static string? FindProblem(string pattern)
    {
        if (pattern.Length == 0)
            return "The answer pattern is empty. Write a regular expression after 'regex:', for example regex:Answer: (?<answer>.+)";
        try
        {
            _ = new Regex(pattern, RegexOptions.CultureInvariant);
            return null;
        }
        catch (RegexParseException mistake)
        {
            return $"The answer pattern '{pattern}' is not a regular expression: {Words(mistake.Error)} at position {mistake.Offset}.";
        }
    }

    // The library's name of a mistake as words: InsufficientClosingParentheses becomes "insufficient closing parentheses".
    private static string Words(RegexParseError error) =>
        string.Concat($"{error}".Select((letter, index) => char.IsUpper(letter) ? $"{(index > 0 ? " " : "")}{char.ToLowerInvariant(letter)}" : $"{letter}"));
}
