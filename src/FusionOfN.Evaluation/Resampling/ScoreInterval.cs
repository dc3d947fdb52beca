namespace FusionOfN.Evaluation;

/// <summary>The 95 % interval of a corpus score from resampled segments, as sacrebleu states it.</summary>
/// <param name="Mean">The mean of the resamples' scores.</param>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
public sealed record ScoreInterval(double Mean, double Low, double High)
{
    /// <summary>Half of the interval's width, which sacrebleu prints behind ±.</summary>
    public double HalfWidth => (High - Low) / 2;

    /// <summary>The interval of resampled scores: all but a fortieth at each end.</summary>
    /// <param name="scores">The scores, in any order.</param>
    public static ScoreInterval Of(double[] scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        double[] sorted = [.. scores.Order()];
        int tail = sorted.Length / 40;
        return new(sorted.Average(), sorted[tail], sorted[sorted.Length - tail - 1]);
    }
}
