using System.Globalization;

namespace FusionOfN.Evaluation;

/// <summary>BLEU of a corpus, of n-grams of one to four words, as sacrebleu 2.6.0 computes it.</summary>
/// <remarks>Sources: Papineni et al., "BLEU: a Method for Automatic Evaluation of Machine Translation", 2002; Post, "A Call for Clarity in Reporting BLEU Scores", 2018.</remarks>
public sealed class Bleu : ICorpusMetric
{
    private const int MaxOrder = 4;
    private const double LogOfZero = -9999999999;
    private const double FloorDefault = 0.1;
    private const double AddKDefault = 1;

    [ThreadStatic]
    private static BleuCounter? _counter;

    private readonly BleuOptions _options;
    private readonly BleuTokenizer _tokenizer;
    private readonly double _smoothingValue;

    /// <summary>Creates a metric.</summary>
    /// <param name="options">How it is computed; null for sacrebleu's defaults.</param>
    /// <exception cref="ArgumentException">There is no such tokenizer.</exception>
    public Bleu(BleuOptions? options = null)
    {
        _options = options ?? new();
        _tokenizer = BleuTokenizer.Of(_options.Tokenizer);
        _smoothingValue = _options.SmoothingValue ?? (_options.Smoothing == BleuSmoothing.AddK ? AddKDefault : FloorDefault);
        Signature = new(
        [
            ("case", "c", _options.Lowercase ? "lc" : "mixed"),
            ("eff", "e", _options.EffectiveOrder ? "yes" : "no"),
            ("tok", "tok", _tokenizer.Name),
            ("smooth", "s", SmoothingName()),
        ]);
    }

    /// <inheritdoc/>
    public string Name => "BLEU";

    /// <inheritdoc/>
    public int CountLength => 2 + (2 * MaxOrder);

    /// <inheritdoc/>
    public MetricSignature Signature { get; }

    /// <inheritdoc/>
    public void Count(Segment segment, Span<int> counts)
    {
        ArgumentNullException.ThrowIfNull(segment);
        (_counter ??= new()).Count(segment, _tokenizer, _options.Lowercase, MaxOrder, counts);
    }

    /// <inheritdoc/>
    public double Score(ReadOnlySpan<long> counts)
    {
        Span<double> precisions = stackalloc double[MaxOrder];
        int orders = Precisions(counts, precisions);
        if (orders == 0)
            return 0;
        double logs = 0;
        foreach (double precision in precisions[..orders])
            logs += precision == 0 ? LogOfZero : Math.Log(precision);
        return BrevityPenalty(counts) * Math.Exp(logs / orders);
    }

    /// <inheritdoc/>
    public string? Detail(ReadOnlySpan<long> counts)
    {
        Span<double> precisions = stackalloc double[MaxOrder];
        Precisions(counts, precisions);
        string shares = string.Join('/', precisions.ToArray().Select(precision => precision.ToString("F1", CultureInfo.InvariantCulture)));
        double ratio = counts[1] == 0 ? 0 : (double)counts[0] / counts[1];
        return string.Create(CultureInfo.InvariantCulture, $"{shares} (BP = {BrevityPenalty(counts):F3} ratio = {ratio:F3} hyp_len = {counts[0]} ref_len = {counts[1]})");
    }

    private static double BrevityPenalty(ReadOnlySpan<long> counts) =>
        counts[0] >= counts[1] ? 1 : counts[0] == 0 ? 0 : Math.Exp(1 - ((double)counts[1] / counts[0]));

    // Says how many orders count; none when nothing matches.
    private int Precisions(ReadOnlySpan<long> counts, Span<double> precisions)
    {
        precisions.Clear();
        var matches = counts.Slice(2, MaxOrder);
        var totals = counts.Slice(2 + MaxOrder, MaxOrder);
        if (!matches.ContainsAnyExcept(0))
            return 0;

        int reached = MaxOrder;
        double halving = 1;
        for (int order = 0; order < MaxOrder; order++)
        {
            double added = _options.Smoothing == BleuSmoothing.AddK && order > 0 ? _smoothingValue : 0;
            (double match, double total) = (matches[order] + added, totals[order] + added);
            if (total == 0)
                break;
            if (_options.EffectiveOrder)
                reached = order + 1;
            if (match > 0)
                precisions[order] = 100 * match / total;
            else if (_options.Smoothing == BleuSmoothing.Exp)
                precisions[order] = 100 / ((halving *= 2) * total);
            else if (_options.Smoothing == BleuSmoothing.Floor)
                precisions[order] = 100 * _smoothingValue / total;
        }

        return reached;
    }

    private string SmoothingName() => _options.Smoothing switch
    {
        BleuSmoothing.Floor => string.Create(CultureInfo.InvariantCulture, $"floor[{_smoothingValue:F2}]"),
        BleuSmoothing.AddK => string.Create(CultureInfo.InvariantCulture, $"add-k[{_smoothingValue:F2}]"),
        BleuSmoothing.None => "none",
        _ => "exp",
    };
}
