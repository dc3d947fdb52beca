using System.Globalization;
using FusionOfN.Evaluation;

namespace FusionOfN.Lab;

/// <summary>How numbers and verdicts read in reports.</summary>
internal static class Wording
{
    /// <summary>What stands where nothing was measured.</summary>
    public const string Nothing = "–";

    /// <summary>A share in per cent with its interval.</summary>
    public static string Score(Interval? interval) => interval is null ? Nothing
        : interval.IsMeaningful ? string.Create(CultureInfo.InvariantCulture, $"{interval.Mean * 100:0.0} [{interval.Low * 100:0.0}, {interval.High * 100:0.0}]")
        : Percent(interval.Mean);

    /// <summary>A difference in points with its interval.</summary>
    public static string Difference(PairedDifference? difference) => difference is null ? Nothing
        : difference.Interval.IsMeaningful
            ? string.Create(CultureInfo.InvariantCulture, $"{difference.Interval.Mean * 100:+0.0;-0.0;0.0} [{difference.Interval.Low * 100:+0.0;-0.0;0.0}, {difference.Interval.High * 100:+0.0;-0.0;0.0}]")
            : Points(difference.Interval.Mean);

    /// <summary>A difference in points.</summary>
    public static string Points(double difference) => string.Create(CultureInfo.InvariantCulture, $"{difference * 100:+0.0;-0.0;0.0}");

    /// <summary>A share in per cent.</summary>
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.0}");

    /// <summary>What a comparison says in one word.</summary>
    public static string Of(PairedDifference? difference) => difference?.Verdict switch
    {
        Verdict.Win => "better",
        Verdict.Loss => "WORSE",
        Verdict.Tie => "tie",
        Verdict.TooFew => "too few prompts",
        _ => Nothing,
    };
}
