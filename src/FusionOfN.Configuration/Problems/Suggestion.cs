namespace FusionOfN.Configuration;

/// <summary>Finds the name a person most likely meant.</summary>
public static class Suggestion
{
    /// <summary>
    /// Finds the known name nearest to a mistyped one, by edit distance, else the only one that it is short for, as <c>mbr</c> is for <c>minimum-bayes-risk</c>.
    /// Upper and lower case, <c>-</c> and <c>_</c> are the same to it.
    /// </summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="known">The names that there are.</param>
    /// <returns>The name; null when none is near.</returns>
    public static string? For(string typed, IEnumerable<string> known)
    {
        string word = Plain(typed);
        (string Name, string Plain)[] names = [.. known.Select(name => (name, Plain(name)))];
        string? mistyped = names
            .Select(name => (name.Name, Distance: Distance(word, name.Plain), Most: Math.Max(1, Math.Min(word.Length, name.Plain.Length) / 3)))
            .Where(name => name.Distance <= name.Most)
            .OrderBy(name => name.Distance)
            .Select(name => name.Name)
            .FirstOrDefault();
        return mistyped ?? (names.Where(name => IsShortFor(word, name.Plain)).Take(2).ToArray() is [var only] ? only.Name : null);
    }

    private static string Plain(string word) => word.ToLowerInvariant().Replace('-', '_');

    // The same beginning, and all letters in their order.
    private static bool IsShortFor(string word, string name)
    {
        int found = 0;
        foreach (char letter in name)
        {
            if (found < word.Length && letter == word[found])
                found++;
        }

        return word.Length > 1 && found == word.Length && word[0] == name[0];
    }

    // Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours.
    private static int Distance(string left, string right)
    {
        int[,] cost = new int[left.Length + 1, right.Length + 1];
        for (int row = 0; row <= left.Length; row++)
            cost[row, 0] = row;
        for (int column = 0; column <= right.Length; column++)
            cost[0, column] = column;

        for (int row = 1; row <= left.Length; row++)
        {
            for (int column = 1; column <= right.Length; column++)
            {
                int change = left[row - 1] == right[column - 1] ? 0 : 1;
                int best = Math.Min(Math.Min(cost[row - 1, column] + 1, cost[row, column - 1] + 1), cost[row - 1, column - 1] + change);
                if (row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1])
                    best = Math.Min(best, cost[row - 2, column - 2] + 1);
                cost[row, column] = best;
            }
        }

        return cost[left.Length, right.Length];
    }
}
