namespace FusionOfN;

/// <summary>Runs a scorer and turns what it could not score into notes.</summary>
internal static class Scores
{
    public static async Task<(IReadOnlyDictionary<int, double> Values, IReadOnlyList<RunNote> Notes)> OfAsync(
        IScorer scorer, AggregationContext context, IReadOnlyList<Candidate> candidates, CancellationToken cancellationToken)
    {
        var scores = await scorer.ScoreAsync(context, candidates, cancellationToken).ConfigureAwait(false);
        if (scores.Count != candidates.Count)
            throw new InvalidOperationException($"Scorer '{scorer.Name}' returned {scores.Count} scores for {candidates.Count} candidates.");

        Dictionary<int, double> values = [];
        List<RunNote> notes = [];
        if (scorer.RemarkOn(candidates) is { } remark)
            notes.Add(remark);
        foreach (var (candidate, score) in candidates.Zip(scores))
        {
            if (score.Value is { } value && double.IsFinite(value))
                values[candidate.Index] = value;
            else
                notes.Add(NoteOf(scorer, candidate, score));
        }

        return (values, notes);
    }

    private static RunNote NoteOf(IScorer scorer, Candidate candidate, CandidateScore score)
    {
        var what = $"Scorer '{scorer.Name}' could not score candidate {candidate.Index}";
        return new RunNote($"{what}: {score.Failure ?? "no finite number"}", score.Failure is null ? null : score.Brief is { } brief ? $"{what}: {brief}" : $"{what}.");
    }
}
