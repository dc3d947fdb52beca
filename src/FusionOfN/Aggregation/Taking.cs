namespace FusionOfN;

/// <summary>What the aggregators that take one candidate share.</summary>
internal static class Taking
{
    private const double Tolerance = 1e-9;

    public static Aggregated Take(Candidate candidate, IReadOnlyDictionary<int, double>? scores = null, params IReadOnlyList<RunNote> notes) =>
        new(candidate.Text) { Selected = candidate.Index, Scores = scores, Notes = notes };

    /// <summary>Takes the candidate with the highest score. A tie goes to the candidate that stands first in the pool, and is noted.</summary>
    /// <remarks>Where nothing could be scored there is nothing to choose by: that is a fallback, and said so.</remarks>
    public static Aggregated TakeBest(IReadOnlyList<Candidate> candidates, IReadOnlyDictionary<int, double> scores, params IReadOnlyList<RunNote> notes)
    {
        List<Candidate> scored = [.. candidates.Where(candidate => scores.ContainsKey(candidate.Index))];
        if (scored.Count == 0)
        {
            return Take(candidates[0], scores, [.. notes, "No candidate could be scored; the first one was taken."]) with { Level = FallbackLevel.BestCandidate };
        }

        var most = scored.Max(candidate => scores[candidate.Index]);
        List<Candidate> best = [.. scored.Where(candidate => AreTied(scores[candidate.Index], most))];
        return best.Count > 1
            ? Take(best[0], scores, [.. notes, $"{best.Count} candidates tied for the best score; the first of them was taken."])
            : Take(best[0], scores, notes);
    }

    /// <summary>Whether two scores are the same but for the rounding of sums.</summary>
    public static bool AreTied(double first, double second) => Math.Abs(first - second) <= Tolerance * Math.Max(1, Math.Max(Math.Abs(first), Math.Abs(second)));
}
