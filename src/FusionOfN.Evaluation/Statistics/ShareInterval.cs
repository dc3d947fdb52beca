namespace FusionOfN.Evaluation;

/// <summary>Intervals of shares. Where all questions are right, or none, resampling sees no spread and its interval is a point; there Wilson's stands.</summary>
public static class ShareInterval
{
    /// <summary>The interval of a share.</summary>
    /// <param name="observations">The values, at least one; 0 to <paramref name="whole"/> where it is a share.</param>
    /// <param name="whole">What a right answer counts.</param>
    public static Interval Of(IReadOnlyList<Observation> observations, double whole = 1)
    {
        Interval interval = new PairedBootstrap(seed: 0).Mean(observations) ?? throw new ArgumentException("There is nothing to take the mean of.", nameof(observations));
        bool isAtEdge = observations.All(observation => observation.Value == 0) || observations.All(observation => observation.Value == whole);
        if (!isAtEdge)
            return interval;
        Proportion share = Proportion.Of(Math.Min(interval.Clusters, interval.Mean / whole * interval.Clusters), interval.Clusters);
        return interval with { Low = whole * share.Low, High = whole * share.High };
    }
}
