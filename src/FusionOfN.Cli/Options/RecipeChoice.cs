namespace FusionOfN.Cli;

/// <summary>What the command line asks of a recipe; everything not given stays as the recipe has it.</summary>
internal sealed record RecipeChoice
{
    /// <summary>The configuration file, when one was named.</summary>
    public string? ConfigFile { get; init; }

    public string? Recipe { get; init; }

    public int? Samples { get; init; }

    public IReadOnlyList<string> Models { get; init; } = [];

    public string? Fusor { get; init; }

    public IReadOnlyList<string> Aggregators { get; init; } = [];

    /// <summary>The answer extractor of votes and scores.</summary>
    public string? Extractor { get; init; }

    public int? Seed { get; init; }

    /// <summary>The most the run may cost, in US dollars.</summary>
    public decimal? BudgetUsd { get; init; }

    /// <summary>One budget for several runs together; null when the command line sets none.</summary>
    public Budget? CreateBudget(TimeProvider time) =>
        BudgetUsd is { } usd ? new Budget(new BudgetLimits { MaxCostUsd = usd }, time) : null;
}
