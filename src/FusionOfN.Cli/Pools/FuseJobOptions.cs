namespace FusionOfN.Cli;

/// <summary>What a job over a pool file works with.</summary>
internal sealed record FuseJobOptions
{
    /// <summary>One recipe per aggregator, in the order they were named.</summary>
    public required IReadOnlyList<Recipe> Recipes { get; init; }

    public required GoldMatcher Gold { get; init; }

    /// <summary>Where answers go; null keeps only the scores.</summary>
    public FuseOutput? Output { get; init; }

    public required FinishedRows Finished { get; init; }

    /// <summary>What the answers of each aggregator depend on besides their row, by its name.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>Rows in flight at once.</summary>
    public required int Concurrency { get; init; }

    public FusionEngineOptions Engine { get; init; } = new();

    /// <summary>The budget of the whole job.</summary>
    public Budget? Budget { get; init; }
}
