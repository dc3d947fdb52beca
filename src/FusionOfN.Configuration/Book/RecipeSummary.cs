namespace FusionOfN.Configuration;

/// <summary>A recipe in short, for lists.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">Its line for people; null when it has none.</param>
/// <param name="Panel">The members, each as <c>MODEL</c> or <c>MODEL ×N</c>.</param>
/// <param name="Aggregator">Its aggregator.</param>
/// <param name="Fusors">Its fusor, then those to try when it fails.</param>
/// <param name="IsDefault">Whether it is used when none is named.</param>
public sealed record RecipeSummary(
    string Name, string? Description, IReadOnlyList<string> Panel, string Aggregator, IReadOnlyList<string> Fusors, bool IsDefault)
{
    /// <summary>Candidates in all.</summary>
    public int Size { get; init; }

    /// <summary>When it fuses.</summary>
    public InvocationMode Invocation { get; init; }
}
