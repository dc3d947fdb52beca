using FusionOfN.Jobs;

namespace FusionOfN.Cli;

/// <summary>Says whether a text gives the right answer of its row.</summary>
internal sealed class GoldMatcher
{
    private readonly IAnswerExtractor _extractor;
    private readonly bool _acceptsBareGold;

    public GoldMatcher(IAnswerExtractor extractor)
    {
        _extractor = extractor;

        // A gold answer is usually written bare, without the box or the words around it that the pattern looks for.
        _acceptsBareGold = extractor is BoxedAnswerExtractor or RegexAnswerExtractor;
    }

    /// <summary>Judges every candidate of a row: by the row's own mark where it has one, else by the gold answer.</summary>
    /// <returns>One value per candidate; null where nothing says whether it is right.</returns>
    public IReadOnlyList<bool?> JudgeCandidates(PoolRow row)
    {
        HashSet<string> accepted = Accepted(row);
        return [.. row.Candidates.Select((candidate, index) => row.Marks[index] ?? Judge(candidate.Text, accepted))];
    }

    /// <summary>Judges an answer: by the mark of the candidate it was taken from where there is one, else by the gold answer.</summary>
    /// <param name="row">The row.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="selected">The index of the candidate that was taken, when one was.</param>
    /// <returns>Whether it is right; null when nothing says so.</returns>
    public bool? JudgeAnswer(PoolRow row, string answer, int? selected) =>
        selected is { } index && row.Marks[index] is { } mark ? mark : Judge(answer, Accepted(row));

    /// <summary>Whether the row has a gold answer, but none that the extractor can read.</summary>
    public bool CannotRead(PoolRow row) => row.Gold.Count > 0 && Accepted(row).Count == 0;

    private bool? Judge(string text, HashSet<string> accepted) =>
        accepted.Count == 0 ? null : _extractor.Extract(text) is { } answer && accepted.Contains(answer);

    private HashSet<string> Accepted(PoolRow row)
    {
        HashSet<string> accepted = new(StringComparer.Ordinal);
        foreach (string gold in row.Gold)
        {
            if (_extractor.Extract(gold) is { } answer)
                accepted.Add(answer);
            if (!_acceptsBareGold)
                continue;
            accepted.Add(gold.Trim());
            if (_extractor.Extract($@"\boxed{{{gold.Trim()}}}") is { } boxed)
                accepted.Add(boxed);
        }

        return accepted;
    }
}
