namespace FusionOfN.Evaluation;

/// <summary>How two methods compare on the same prompts.</summary>
/// <param name="Interval">The mean difference, first less second.</param>
public sealed record PairedDifference(Interval Interval)
{
    /// <summary>Who is better, if anybody.</summary>
    public Verdict Verdict =>
        !Interval.IsMeaningful ? Verdict.TooFew
        : Interval.Low > 0 ? Verdict.Win
        : Interval.High < 0 ? Verdict.Loss
        : Verdict.Tie;
}
