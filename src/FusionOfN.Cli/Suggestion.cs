using System.CommandLine;

namespace FusionOfN.Cli;

/// <summary>Finds the command or option a person most likely meant.</summary>
internal static class Suggestion
{
    public static string ForUnknown(string typed, Command parent) =>
        ForUnknown(typed, "command", parent.Subcommands.Where(command => !command.Hidden).Select(command => command.Name));

    /// <summary>Says that there is no such thing and, where one is near, which was meant.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="kind">What it should have been.</param>
    /// <param name="names">What there is.</param>
    public static string ForUnknown(string typed, string kind, IEnumerable<string> names)
    {
        string message = $"there is no {kind} '{typed}'";
        return Near(typed, names) is { } near ? $"{message}; did you mean '{near}'?" : message;
    }

    /// <summary>The name that was most likely meant: one that is typed almost so, else the only one that this is short for. Null when there is none.</summary>
    public static string? Near(string typed, IEnumerable<string> names)
    {
        string? mistyped = names
            .Where(name => Distance(typed, name) <= Math.Max(1, name.Length / 3))
            .MinBy(name => Distance(typed, name));
        return mistyped ?? (names.Where(name => IsShortFor(typed, name)).Take(2).ToArray() is [var only] ? only : null);
    }

    /// <summary>Says that a word is no option of a command, and which one is near.</summary>
    /// <param name="typed">The word.</param>
    /// <param name="command">The command.</param>
    /// <param name="isText">Whether it stands where a text may stand.</param>
    public static string ForUnknownOption(string typed, Command command, bool isText)
    {
        string name = typed.Split('=')[0];
        IEnumerable<Option> options = command.Options.Concat(command.Parents.OfType<Command>().SelectMany(parent => parent.Options.Where(option => option.Recursive)));
        string message = ForUnknown(name, "option", options.Where(option => !option.Hidden).SelectMany(option => (IEnumerable<string>)[option.Name, .. option.Aliases]).Where(other => other.Length > 2));
        return isText ? $"{message}\n       A text that begins with - stands behind --, as in: -- \"{typed}\"" : message;
    }

    // As pwsh is for powershell, and mbr for minimum-bayes-risk: the same beginning, and all letters in their order.
    private static bool IsShortFor(string typed, string name)
    {
        int found = 0;
        foreach (char letter in name)
        {
            if (found < typed.Length && letter == typed[found])
                found++;
        }

        return typed.Length > 1 && found == typed.Length && typed[0] == name[0];
    }

    /// <summary>The edit distance of two words: insertions, deletions, substitutions, and neighbours that changed places.</summary>
    private static int Distance(string left, string right)
    {
        int[,] distance = new int[left.Length + 1, right.Length + 1];
        for (int i = 0; i <= left.Length; i++)
        {
            for (int j = 0; j <= right.Length; j++)
            {
                distance[i, j] = i == 0 || j == 0 ? i + j : Math.Min(
                    Math.Min(distance[i - 1, j], distance[i, j - 1]) + 1,
                    distance[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    distance[i, j] = Math.Min(distance[i, j], distance[i - 2, j - 2] + 1);
            }
        }

        return distance[left.Length, right.Length];
    }
}
