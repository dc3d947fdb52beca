namespace FusionOfN;

/// <summary>A model of the panel and how many samples are drawn from it.</summary>
/// <param name="Model">The model.</param>
/// <param name="Samples">The number of samples, at least 1.</param>
public sealed record PanelMember(ChatModel Model, int Samples = 1)
{
    /// <summary>The most samples of this member in flight at once.</summary>
    /// <value>The default value is <see langword="null"/>: all of them.</value>
    public int? MaxConcurrency { get; init; }
}
