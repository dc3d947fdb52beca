namespace FusionOfN.Configuration;

/// <summary>What came of looking for models.</summary>
/// <param name="Source">The models; null when there are none that can be used. The caller disposes it.</param>
/// <param name="Problem">Why there are none; null when there are.</param>
public sealed record ModelSearchResult(ModelSource? Source, SetupProblem? Problem)
{
    /// <summary>What is odd in the file and can be used all the same.</summary>
    public IReadOnlyList<ConfigurationProblem> Warnings { get; init; } = [];
}
