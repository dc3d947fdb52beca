namespace FusionOfN;

/// <summary>How much of the panel a run uses.</summary>
public enum InvocationMode
{
    /// <summary>The whole panel, then the aggregator.</summary>
    Required,

    /// <summary>A few samples first; the rest and the aggregator only when they disagree.</summary>
    Auto,

    /// <summary>One sample of the first member, no aggregation.</summary>
    Solo,

    /// <summary>All the work of <see cref="Required"/>, and a record of what <see cref="Auto"/> would have saved.</summary>
    Shadow,
}
