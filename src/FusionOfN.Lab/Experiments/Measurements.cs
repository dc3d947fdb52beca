using FusionOfN.Evaluation;

namespace FusionOfN.Lab;

/// <summary>Everything measured in a run, by pool, method and number of candidates.</summary>
internal sealed class Measurements
{
    private readonly Dictionary<(string Pool, string Method, int N), Dictionary<string, Measurement>> _cells = [];
    private readonly Lock _lock = new();
    private readonly PairedBootstrap _bootstrap;

    public Measurements(PairedBootstrap bootstrap) => _bootstrap = bootstrap;

    /// <summary>What was measured.</summary>
    public IEnumerable<(string Pool, string Method, int N)> Keys =>
        _cells.Keys.OrderBy(key => key.Pool, StringComparer.Ordinal).ThenBy(key => key.Method, StringComparer.Ordinal).ThenBy(key => key.N);

    /// <summary>Adds a value that was computed from candidates.</summary>
    public void Add(string pool, string method, int n, TestItem item, double score, double exact, AnswerRow? answer = null)
    {
        lock (_lock)
        {
            if (!_cells.TryGetValue((pool, method, n), out var cell))
                _cells.Add((pool, method, n), cell = new(StringComparer.Ordinal));
            cell[item.Id] = new(item, score, exact, answer);
        }
    }

    /// <summary>Adds an answer.</summary>
    public void Add(string pool, int n, TestItem item, AnswerRow answer) =>
        Add(pool, answer.Method, n, item, answer.Score, answer.Exact ? 1 : 0, answer);

    /// <summary>The values of a method in the order of the items' names.</summary>
    public IReadOnlyList<Measurement> Of(string pool, string method, int n, TestColumn column, LabLanguage? language = null) =>
        _cells.TryGetValue((pool, method, n), out var cell)
            ? [.. cell.Values
                .Where(measurement => measurement.Item.Column == column && (language is null || measurement.Item.Language == language))
                .OrderBy(measurement => measurement.Item.Id, StringComparer.Ordinal)]
            : [];

    /// <summary>The mean over languages with its interval; null when the method was not measured.</summary>
    public Interval? Mean(string pool, string method, int n, TestColumn column, LabLanguage? language = null, bool exact = false) =>
        _bootstrap.Mean([.. Of(pool, method, n, column, language).Select(measurement => new Observation(
            measurement.Item.Item.ContentKey, measurement.Item.Language.Code, exact ? measurement.Exact : measurement.Score))]);

    /// <summary>How two methods compare on the prompts that both were measured on; null when there are none.</summary>
    public PairedDifference? Difference((string Pool, string Method, int N) first, (string Pool, string Method, int N) second, TestColumn column, LabLanguage? language = null)
    {
        var others = Of(second.Pool, second.Method, second.N, column, language).ToDictionary(measurement => measurement.Item.Id);
        return _bootstrap.Difference(Of(first.Pool, first.Method, first.N, column, language)
            .Where(measurement => others.ContainsKey(measurement.Item.Id))
            .Select(measurement => new PairedObservation(
                measurement.Item.Item.ContentKey, measurement.Item.Language.Code, measurement.Score, others[measurement.Item.Id].Score)));
    }
}
