namespace FusionOfN.Evaluation;

/// <summary>Gathers the scores of samples by name.</summary>
internal sealed class ScoreTally
{
    private readonly Dictionary<string, List<(string Question, string? Group, double Value)>> _values = new(StringComparer.Ordinal);

    public int Rows { get; private set; }

    public void AddRow() => Rows++;

    public void Add(string name, string question, string? group, double? value)
    {
        if (!_values.TryGetValue(name, out var values))
            _values.Add(name, values = []);
        if (value is { } known)
            values.Add((question, group, known));
    }

    /// <summary>The scores.</summary>
    /// <param name="model">Whose they are.</param>
    /// <param name="file">The file's name.</param>
    public ImportedScores Result(string? model, string file)
    {
        ImportedScore[] scores = [.. _values.Where(pair => pair.Value.Count > 0).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => Score(pair.Key, pair.Value))];
        return scores.Length > 0 ? new(model, Rows, scores) : throw new CorpusException($"{file} has {Rows} samples, but no score that is a number.");
    }

    private ImportedScore Score(string name, List<(string Question, string? Group, double Value)> values)
    {
        double mean = ExactSum.Of(values.Select(value => value.Value)) / values.Count;
        double squares = ExactSum.Of(values.Select(value => Math.Pow(value.Value - mean, 2)));
        return new(
            name,
            mean,
            values.Count < 2 ? null : Math.Sqrt(squares / (values.Count - 1) / values.Count),
            values.Count,
            Rows - values.Count,
            ShareInterval.Of([.. values.Select(value => new Observation(value.Question, "", value.Value))]),
            values.Where(value => value.Group is not null).GroupBy(value => value.Group!, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Average(value => value.Value)));
    }
}
