namespace FusionOfN;

/// <summary>What the aggregators that take one candidate share.</summary>
internal static class Taking
{
    public static Aggregated Take(Candidate candidate, IReadOnlyDictionary<int, double>? scores = null, params IReadOnlyList<RunNote> notes) =>
        new(candidate.Text) { Selected = candidate.Index, Scores = scores, Notes = notes };

    /// <summary>Takes the candidate with the highest score. A tie goes to the candidate that stands first in the pool, and is noted.</summary>
    public static Aggregated TakeBest(IReadOnlyList<Candidate> candidates, IReadOnlyDictionary<int, double> scores, params IReadOnlyList<RunNote> notes)
    {
        var best = candidates.Where(candidate => scores.ContainsKey(candidate.Index)).MaxBy(candidate => scores[candidate.Index]);
        if (best is null)
            return Take(candidates[0], scores, [.. notes, "No candidate could be scored; the first one was taken."]);

        // MaxBy keeps the first of equals.
        var tied = candidates.Count(candidate => scores.TryGetValue(candidate.Index, out var score) && score == scores[best.Index]);
        return tied > 1
            ? Take(best, scores, [.. notes, $"{tied} candidates tied for the best score; the first of them was taken."])
            : Take(best, scores, notes);
    }
}
