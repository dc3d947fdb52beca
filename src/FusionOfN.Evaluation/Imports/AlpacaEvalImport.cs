namespace FusionOfN.Evaluation;

/// <summary>Reads the annotations of alpaca_eval (<c>annotations.json</c>): for each instruction whether a judge prefers the model's answer.</summary>
/// <remarks>Source of the figures: the README and the leaderboards of tatsu-lab/alpaca_eval, commit cd543a1.</remarks>
public static class AlpacaEvalImport
{
    private const double Draw = 1.5;

    /// <summary>Reads a file.</summary>
    /// <param name="file">The annotations, in one list or a line each.</param>
    /// <param name="model">The model, where the file has several; null for the only one.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="CorpusException">The file is something else.</exception>
    public static async Task<AlpacaEvalResult> ReadAsync(CorpusFile file, string? model = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        Dictionary<string, Annotations> models = new(StringComparer.Ordinal);
        await foreach (Record record in RecordReader.ReadAsync(file, cancellationToken).ConfigureAwait(false))
        {
            if (!record.Names("preference"))
                throw record.Wrong($"there is no preference, so this is no annotation of alpaca_eval. Found: {ImportFormats.Describe(record)}");
            string name = record.Text("generator_2") ?? "";
            if (!models.TryGetValue(name, out Annotations? annotations))
                models.Add(name, annotations = new(name, record.Text("generator_1") ?? ""));
            annotations.Add(record);
        }

        return ImportFormats.Choose(models, model, file.Name, "annotations").Result(file.Name);
    }

    private sealed class Annotations(string model, string baseline)
    {
        private readonly List<Observation> _preferences = [];
        private int _draws;
        private int _dropped;
        private long _length;
        private int _texts;

        public void Add(Record record)
        {
            double? preference = record.Number("preference");
            if (preference is 0)
                preference = Draw;
            if (preference is Draw)
                _draws++;
            if (record.Text("output_2") is { } output)
            {
                _texts++;
                foreach (var _ in output.EnumerateRunes())
                    _length++;
            }

            if (preference is >= 1 and <= 2)
                _preferences.Add(new(record.Text("instruction") ?? record.Place, "", preference.Value - 1));
            else
                _dropped++;
        }

        public AlpacaEvalResult Result(string file)
        {
            int count = _preferences.Count;
            if (count == 0)
                throw new CorpusException($"{file} has {_dropped} annotations, but none with a preference between 1 and 2.");
            double mean = Mean(_preferences.Select(preference => preference.Value));
            double variance = count < 2 ? double.NaN : ExactSum.Of(_preferences.Select(preference => Math.Pow(preference.Value - mean, 2))) / (count - 1);
            Interval interval = ShareInterval.Of(_preferences);
            return new()
            {
                Model = model,
                Baseline = baseline,
                WinRate = PandasNumber.Settle(mean * 100),
                StandardError = count < 2 ? null : PandasNumber.Settle(Math.Sqrt(variance) / Math.Sqrt(count) * 100),
                NWins = _preferences.Count(preference => preference.Value > 0.5),
                NWinsBase = _preferences.Count(preference => preference.Value < 0.5),
                NDraws = _draws,
                NTotal = count,
                DiscreteWinRate = PandasNumber.Settle(Mean(_preferences.Select(preference => preference.Value == 0.5 ? 0.5 : preference.Value > 0.5 ? 1 : 0)) * 100),
                AvgLength = _texts == 0 ? null : (int)(_length / _texts),
                NDropped = _dropped,
                Interval = interval with { Mean = 100 * interval.Mean, Low = 100 * interval.Low, High = 100 * interval.High, StandardError = 100 * interval.StandardError },
            };
        }

        private double Mean(IEnumerable<double> values) => ExactSum.Of(values) / _preferences.Count;
    }
}
