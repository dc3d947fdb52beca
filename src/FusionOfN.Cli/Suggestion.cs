using System.CommandLine;

namespace FusionOfN.Cli;

/// <summary>Finds the command a person most likely meant.</summary>
internal static class Suggestion
{
    public static string ForUnknown(string typed, Command parent)
    {
        string? near = parent.Subcommands
            .Select(command => command.Name)
            .Where(name => Distance(typed, name) <= Math.Max(1, name.Length / 3))
            .MinBy(name => Distance(typed, name));
        string kind = typed.StartsWith('-') ? "option" : "command";
        return near is null ? $"there is no {kind} '{typed}'" : $"there is no {kind} '{typed}'; did you mean '{near}'?";
    }

    /// <summary>The edit distance of two words: insertions, deletions and substitutions.</summary>
    private static int Distance(string left, string right)
    {
        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int substituted = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
