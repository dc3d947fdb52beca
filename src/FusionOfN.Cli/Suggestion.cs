using System.CommandLine;

namespace FusionOfN.Cli;

/// <summary>Finds the command a person most likely meant.</summary>
internal static class Suggestion
{
    public static string ForUnknown(string typed, Command parent) =>
        ForUnknown(typed, typed.StartsWith('-') ? "option" : "command", parent.Subcommands.Where(command => !command.Hidden).Select(command => command.Name));

    /// <summary>Says that there is no such thing and, where one is near, which was meant.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="kind">What it should have been.</param>
    /// <param name="names">What there is.</param>
    public static string ForUnknown(string typed, string kind, IEnumerable<string> names)
    {
        string? near = names
            .Where(name => Distance(typed, name) <= Math.Max(1, name.Length / 3))
            .MinBy(name => Distance(typed, name));
        return near is null ? $"there is no {kind} '{typed}'" : $"there is no {kind} '{typed}'; did you mean '{near}'?";
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
