namespace FusionOfN;

/// <summary>The texts that an answer can have come from: those its writer was shown, or those it was taken from.</summary>
internal static class SourceTexts
{
    /// <summary>One text for each candidate of the pool; empty for one that nobody was shown: failed, truncated beside complete ones, or left out as too long.</summary>
    public static IReadOnlyList<string> Of(CandidatePool pool, Aggregated aggregated)
    {
        var sources = aggregated is { Writer: not null, Order: { } order } ? Shown(pool, order) : pool.Usable;
        return [.. pool.Candidates.Select(candidate => sources.Contains(candidate, ReferenceEqualityComparer.Instance) ? candidate.Text : "")];
    }

    // Of candidates with the same text the order names the first; whoever was shown that one was shown them all.
    private static IReadOnlyList<Candidate> Shown(CandidatePool pool, IReadOnlyList<int> order)
    {
        if (pool.Distinct.All(candidate => order.Contains(candidate.Index)))
            return pool.Usable;

        var texts = pool.Distinct.Where(candidate => order.Contains(candidate.Index)).Select(candidate => candidate.Text.Trim()).ToHashSet(StringComparer.Ordinal);
        return [.. pool.Usable.Where(candidate => texts.Contains(candidate.Text.Trim()))];
    }
}
