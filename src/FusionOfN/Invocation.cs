namespace FusionOfN;

/// <summary>When to sample the whole panel and fuse, and when less is enough.</summary>
public sealed record Invocation
{
    /// <summary>The mode.</summary>
    /// <value>The default value is <see cref="InvocationMode.Required"/>: every run samples the whole panel and aggregates.</value>
    public InvocationMode Mode { get; init; } = InvocationMode.Required;

    /// <summary>The samples that <see cref="InvocationMode.Auto"/> starts with.</summary>
    /// <value>The default value is 2.</value>
    public int InitialSamples { get; init; } = 2;

    /// <summary>The agreement, 0 to 1, at which <see cref="InvocationMode.Auto"/> stops.</summary>
    /// <value>The default value is 0.8.</value>
    public double AgreementThreshold { get; init; } = 0.8;

    /// <summary>Measures agreement by extracted answers; texts without one are compared by chrF.</summary>
    /// <value>The default value is <see langword="null"/>: chrF only.</value>
    public IAnswerExtractor? AnswerExtractor { get; init; }
}
