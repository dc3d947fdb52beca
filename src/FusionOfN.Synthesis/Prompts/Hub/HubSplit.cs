using System.Text.RegularExpressions;

namespace FusionOfN.Synthesis;

/// <summary>A split of a configuration.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Patterns">Its files, as paths in which <c>*</c> and <c>?</c> stand for characters within a folder and <c>**</c> for folders.</param>
internal sealed record HubSplit(string Name, IReadOnlyList<string> Patterns)
{
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Whether a file belongs to it.</summary>
    public bool Holds(string path) => Patterns.Any(pattern => Regex.IsMatch(path, Expression(pattern), RegexOptions.CultureInvariant, MatchTimeout));

    private static string Expression(string pattern)
    {
        var text = Regex.Escape(pattern.StartsWith("./", StringComparison.Ordinal) ? pattern[2..] : pattern);
        text = text.Replace(@"\*\*/", "(?:[^/]+/)*", StringComparison.Ordinal).Replace(@"\*\*", ".*", StringComparison.Ordinal)
            .Replace(@"\*", "[^/]*", StringComparison.Ordinal).Replace(@"\?", "[^/]", StringComparison.Ordinal);

        // Sets of characters keep their meaning: the escaping only touched their first bracket.
        return $"\\A{text.Replace(@"\[", "[", StringComparison.Ordinal)}\\z";
    }
}
