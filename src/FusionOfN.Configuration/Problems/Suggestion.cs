namespace FusionOfN.Configuration;

/// <summary>Finds the name a person most likely meant.</summary>
public static class Suggestion
{
    /// <summary>Finds the known name nearest to a mistyped one, by edit distance; upper and lower case, <c>-</c> and <c>_</c> are the same to it.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="known">The names that there are.</param>
    /// <returns>The name; null when none is near.</returns>
    public static string? For(string typed, IEnumerable<string> known) => known
        .Select(name => (name, distance: Distance(typed.ToLowerInvariant().Replace('-', '_'), name.ToLowerInvariant().Replace('-', '_'))))
        .Where(pair => pair.distance <= Math.Max(1, Math.Min(typed.Length, pair.name.Length) / 3))
        .OrderBy(pair => pair.distance)
        .Select(pair => pair.name)
        .FirstOrDefault();

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
