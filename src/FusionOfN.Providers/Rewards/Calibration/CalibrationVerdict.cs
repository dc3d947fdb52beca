using System.Globalization;

namespace FusionOfN.Providers;

/// <summary>Judges the two scores of the calibration probe.</summary>
internal static class CalibrationVerdict
{
    // How close to 0 or 1 a score counts as sitting at the end.
    private const double End = 0.02;

    /// <summary>What is odd about the scores, with a mend; null when nothing is.</summary>
    public static string? Of(RewardWire wire, double good, double bad)
    {
        if (wire.AsksRaw && IsAtEnd(good) && IsAtEnd(bad))
            return "raw logits were asked for, but both scores sit at the ends of 0..1: the sigmoid is still on. "
                + "Try 'raw_field: activation', turn the activation off at the server, or accept squeezed scores with 'raw: false'";
        if (good == bad)
            return "both have the same score: the server does not look at the answer, or its scores are saturated. Check the model and the template";
        if (good < bad)
            return "the bad answer scores higher. Check the label, the template and that the model is a reward model";
        if (Outside(wire, good) || Outside(wire, bad))
            return string.Create(
                CultureInfo.InvariantCulture,
                $"a score from {wire.Range.Least} to {wire.Range.Greatest} was expected. Check that the kind of the scorer fits the server");
        return null;
    }

    private static bool IsAtEnd(double score) => score is >= 0 and <= End or >= 1 - End and <= 1;

    private static bool Outside(RewardWire wire, double score) => score < wire.Range.Least || score > wire.Range.Greatest;
}
