namespace FusionOfN.Cli;

/// <summary>A panel and what becomes of its answers, in a few words.</summary>
internal static class PanelWords
{
    private static readonly string[] Writing = [AggregatorNames.Fusion];
    private static readonly string[] Judging = [AggregatorNames.BestOfN, AggregatorNames.UniversalSelfConsistency, AggregatorNames.PairwiseTournament];

    public static string Describe(Panel panel, IReadOnlyList<string> aggregators, AggregatorParts parts)
    {
        string members = string.Join(", ", panel.Members
            .GroupBy(member => member.Model.Name, member => member.Samples)
            .Select(group => group.Sum() == 1 ? group.Key : $"{group.Key} ×{group.Sum()}"));
        if (aggregators.Any(Writing.Contains) && parts.Fusors is [var fusor, ..])
            return $"{members} → {fusor.Name}";
        if (aggregators.Any(Judging.Contains) && (parts.Scorer?.Name ?? parts.Judge?.Name) is { } judge)
            return $"{members} → {judge}";
        return members;
    }
}
