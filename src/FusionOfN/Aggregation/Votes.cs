using System.Globalization;

namespace FusionOfN;

/// <summary>Counts votes for extracted answers.</summary>
internal static class Votes
{
    /// <summary>
    /// Takes the first candidate that gives the answer with the most weight. Ties go to the answer that appears first in the pool. A candidate
    /// without a readable answer has no vote.
    /// </summary>
    /// <remarks>Where no answer can be read there is nothing to count: that is a fallback, and said so.</remarks>
    public static Aggregated Count(
        IReadOnlyList<Candidate> candidates, IAnswerExtractor extractor, Func<Candidate, double> weight, params IReadOnlyList<RunNote> notes)
    {
        if (extractor.MaxCharacters is { } longest && candidates.Any(candidate => candidate.Text.Length > longest))
            notes = [.. notes, string.Create(CultureInfo.InvariantCulture, $"Of candidates of more than {longest:N0} characters only the end was searched for an answer.")];
        List<(string Answer, List<Candidate> Holders, double Weight)> tally = [.. candidates
            .Select(candidate => (candidate, answer: extractor.Extract(candidate.Text)))
            .Where(pair => pair.answer is not null)
            .GroupBy(pair => pair.answer!, pair => pair.candidate, StringComparer.Ordinal)
            .Select(group => (group.Key, group.ToList(), group.Sum(weight)))];
        if (tally.Count == 0)
        {
            return Taking.Take(candidates[0], null, [.. notes, $"No candidate holds an answer that '{extractor.Name}' can read; the first one was taken."])
                with
            { Level = FallbackLevel.BestCandidate };
        }

        // Groups keep the order of the pool.
        var most = tally.Max(entry => entry.Weight);
        var winner = tally.First(entry => Taking.AreTied(entry.Weight, most));
        var tied = tally.Count(entry => Taking.AreTied(entry.Weight, most));
        var scores = tally
            .SelectMany(entry => entry.Holders.Select(holder => (holder.Index, entry.Weight)))
            .ToDictionary(pair => pair.Index, pair => pair.Weight);
        return Taking.Take(
            winner.Holders[0], scores, tied > 1 ? [.. notes, $"{tied} answers tied with the most votes; the one that came first was taken."] : notes);
    }
}
