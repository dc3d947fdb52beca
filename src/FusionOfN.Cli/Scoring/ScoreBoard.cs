using FusionOfN.Evaluation;
using FusionOfN.Jobs;

namespace FusionOfN.Cli;

/// <summary>Gathers what is right, row by row, and sums it up per aggregator with the models and the oracle beside. Safe for concurrent use.</summary>
internal sealed class ScoreBoard
{
    public const string MeanCandidate = "mean candidate";
    public const string Oracle = "oracle";

    private readonly Lock _lock = new();
    private readonly IReadOnlyList<string> _aggregators;
    private readonly Dictionary<string, Dictionary<string, double>> _byAggregator = [];
    private readonly Dictionary<string, (double Correct, int Rows)> _byModel = [];
    private readonly List<string> _models = [];
    private readonly Dictionary<string, double> _mean = [];
    private readonly Dictionary<string, double> _oracle = [];

    public ScoreBoard(IReadOnlyList<string> aggregators)
    {
        _aggregators = aggregators;
        foreach (string aggregator in aggregators)
            _byAggregator[aggregator] = [];
    }

    public bool IsEmpty => _oracle.Count == 0 && _byAggregator.Values.All(rows => rows.Count == 0);

    /// <summary>Adds the candidates of a row.</summary>
    public void AddCandidates(PoolRow row, IReadOnlyList<bool?> judged)
    {
        List<double> known = [.. judged.Where(mark => mark is not null).Select(mark => mark == true ? 1.0 : 0.0)];
        if (known.Count == 0)
            return;
        lock (_lock)
        {
            _mean[row.Id] = known.Average();
            _oracle[row.Id] = known.Max();
            for (int index = 0; index < judged.Count; index++)
            {
                if (judged[index] is { } mark)
                    AddModel(row.Candidates[index].Model, mark);
            }
        }
    }

    /// <summary>Adds the answer an aggregator gave for a row.</summary>
    public void AddAnswer(string aggregator, string id, bool isCorrect)
    {
        lock (_lock)
            _byAggregator[aggregator][id] = isCorrect ? 1 : 0;
    }

    /// <summary>The table: models, their mean, aggregators, oracle.</summary>
    public IReadOnlyList<ScoreLine> Summarize()
    {
        lock (_lock)
        {
            // Several aggregators are compared with the first one named; a single one with what one sample gives.
            bool isCompared = _aggregators.Count > 1;
            string baselineName = isCompared ? _aggregators[0] : MeanCandidate;
            Dictionary<string, double> baseline = isCompared ? _byAggregator[baselineName] : _mean;
            List<ScoreLine> lines = [];
            if (_models.Count > 1)
                lines.AddRange(_models.Select(model => Line(model, ScoreKind.Model, _byModel[model].Correct, _byModel[model].Rows)));
            AddLine(lines, MeanCandidate, ScoreKind.MeanCandidate, _mean, baselineName, baseline);
            foreach (string aggregator in _aggregators)
                AddLine(lines, aggregator, ScoreKind.Aggregator, _byAggregator[aggregator], baselineName, baseline);
            AddLine(lines, Oracle, ScoreKind.Oracle, _oracle, baselineName, baseline);
            return lines;
        }
    }

    private static void AddLine(
        List<ScoreLine> lines, string name, ScoreKind kind, Dictionary<string, double> rows, string baselineName, Dictionary<string, double> baseline)
    {
        if (rows.Count == 0)
            return;
        Comparison? against = name == baselineName ? null : Comparison.Between(baselineName, baseline, rows);
        lines.Add(Line(name, kind, rows.Values.Sum(), rows.Count) with { Against = against });
    }

    private static ScoreLine Line(string name, ScoreKind kind, double correct, int rows)
    {
        Proportion interval = Proportion.Of(correct, rows);
        return new ScoreLine(name, kind, rows, correct, interval.Low, interval.High);
    }

    private void AddModel(string model, bool isCorrect)
    {
        if (!_byModel.TryGetValue(model, out (double Correct, int Rows) sum))
            _models.Add(model);
        _byModel[model] = (sum.Correct + (isCorrect ? 1 : 0), sum.Rows + 1);
    }
}
