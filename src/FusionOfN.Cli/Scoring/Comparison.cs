using FusionOfN.Evaluation;

namespace FusionOfN.Cli;

/// <summary>How a method compares with the baseline on the rows that both were scored on, as <c>--json</c> prints it.</summary>
/// <param name="Baseline">The method compared with.</param>
/// <param name="Rows">Rows that both were scored on.</param>
/// <param name="Difference">The mean difference of the share.</param>
/// <param name="Low">The lower end of its 95 % interval; null with too few rows for one.</param>
/// <param name="High">Its upper end.</param>
/// <param name="Verdict"><c>better</c>, <c>worse</c>, <c>tie</c> when the interval holds zero, or <c>too_few</c> when there is none.</param>
internal sealed record Comparison(string Baseline, int Rows, double Difference, double? Low, double? High, string Verdict)
{
    // Same rows, same interval: whoever runs the command again reads the same verdict.
    private static readonly PairedBootstrap Bootstrap = new(seed: 0);

    public static Comparison? Between(
        string baselineName, IReadOnlyDictionary<string, double> baseline, IReadOnlyDictionary<string, double> method)
    {
        PairedDifference? difference = Bootstrap.Difference(method
            .Where(row => baseline.ContainsKey(row.Key))
            .Select(row => new PairedObservation(row.Key, "", row.Value, baseline[row.Key])));
        if (difference is not { Interval: { } interval })
            return null;
        bool isMeaningful = interval.IsMeaningful;
        return new(baselineName, interval.Observations, interval.Mean, isMeaningful ? interval.Low : null, isMeaningful ? interval.High : null, Word(difference.Verdict));
    }

    private static string Word(Verdict verdict) => verdict switch
    {
        Evaluation.Verdict.Win => "better",
        Evaluation.Verdict.Loss => "worse",
        Evaluation.Verdict.TooFew => "too_few",
        _ => "tie",
    };
}
