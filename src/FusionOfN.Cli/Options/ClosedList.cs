using System.CommandLine;
using FusionOfN.Configuration;

namespace FusionOfN.Cli;

/// <summary>Options and arguments whose values come from a closed list: they complete them, and refuse what is not in it.</summary>
internal static class ClosedList
{
    /// <summary>Takes one of these names.</summary>
    public static void AcceptOnly(this Option option, params IReadOnlyList<string> names)
    {
        Complete(option, names);
        option.Validators.Add(result => Check(result.Option.Name, result.Tokens.Select(token => token.Value), names, result.AddError));
    }

    /// <summary>Takes names of these, with commas or repeated.</summary>
    public static void AcceptOnlySeveral(this Option option, params IReadOnlyList<string> names)
    {
        Complete(option, names);
        option.Validators.Add(result => Check(result.Option.Name, NameList.Split(result.Tokens), names, result.AddError));
    }

    /// <summary>Takes the members of an enum, in small letters.</summary>
    public static void AcceptOnlyMembers<T>(this Option<T?> option)
        where T : struct, Enum
    {
        option.CustomParser = result => Enum.TryParse(result.Tokens[^1].Value, ignoreCase: true, out T member) ? member : null;
        option.AcceptOnly(Members<T>());
    }

    /// <summary>How the members of an enum are typed.</summary>
    public static string[] Members<T>()
        where T : struct, Enum => [.. Enum.GetNames<T>().Select(name => name.ToLowerInvariant())];

    /// <summary>Takes one of these names.</summary>
    public static void AcceptOnly(this Argument argument, params IReadOnlyList<string> names)
    {
        argument.CompletionSources.Clear();
        argument.CompletionSources.Add([.. names]);
        argument.Validators.Add(result => Check($"<{result.Argument.Name}>", result.Tokens.Select(token => token.Value), names, result.AddError));
    }

    /// <summary>Says which names there are and, where one is near, which was meant.</summary>
    /// <param name="place">What takes the name.</param>
    /// <param name="typed">What was typed.</param>
    /// <param name="names">What there is.</param>
    public static string Refusal(string place, string typed, IReadOnlyList<string> names)
    {
        string known = names.Count > 1 ? $"{string.Join(", ", names.SkipLast(1))} or {names[^1]}" : names[0];
        string hint = Suggestion.For(typed, names) is { } near ? $"; did you mean '{near}'?" : ".";
        return $"{place} must be {known}, but it is '{typed}'{hint}";
    }

    private static void Complete(Option option, IReadOnlyList<string> names)
    {
        option.CompletionSources.Clear();
        option.CompletionSources.Add([.. names]);
    }

    private static void Check(string place, IEnumerable<string> typed, IReadOnlyList<string> names, Action<string> report)
    {
        foreach (string word in typed.Where(word => !names.Contains(word)).Distinct())
            report(Refusal(place, word, names));
    }
}
