namespace FusionOfN;

/// <summary>Fits a pool into a fusor's window: all candidates at once or, when they are too long, in groups whose fusions are fused again.</summary>
internal static class ContextPlanner
{
    /// <summary>Divides candidates into groups that fit. One group means one call. Nothing is ever cut.</summary>
    /// <param name="tokens">The tokens of each candidate, with its fence, in the order they are shown.</param>
    /// <param name="room">The tokens that candidates may take in one call.</param>
    /// <returns>Groups of positions; null when no two candidates fit together, so that nothing can be fused.</returns>
    public static IReadOnlyList<IReadOnlyList<int>>? Plan(IReadOnlyList<int> tokens, int room)
    {
        if (tokens.Sum(count => (long)count) <= room)
            return [[.. Enumerable.Range(0, tokens.Count)]];

        // First fit in the order of length keeps the groups few; inside a group the shown order stays.
        List<(List<int> Members, long Used)> groups = [];
        foreach (var position in Enumerable.Range(0, tokens.Count).OrderByDescending(position => tokens[position]))
        {
            var open = groups.FindIndex(group => group.Used + tokens[position] <= room);
            if (open < 0)
            {
                groups.Add(([position], tokens[position]));
                continue;
            }

            groups[open].Members.Add(position);
            groups[open] = (groups[open].Members, groups[open].Used + tokens[position]);
        }

        return groups.Count < tokens.Count
            ? [.. groups.Select(group => (IReadOnlyList<int>)[.. group.Members.Order()])]
            : null;
    }
}
