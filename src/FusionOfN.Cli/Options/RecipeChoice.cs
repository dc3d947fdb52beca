using FusionOfN.Configuration;
using Microsoft.Extensions.AI;

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

    /// <summary>The model that translates prompts; null for the first fusor.</summary>
    public string? Translator { get; init; }

    public IReadOnlyList<string> Aggregators { get; init; } = [];

    /// <summary>The answer extractor of votes and scores.</summary>
    public string? Extractor { get; init; }

    public int? Seed { get; init; }

    /// <summary>The sampling temperature of the candidates.</summary>
    public double? Temperature { get; init; }

    /// <summary>The probability mass that candidates are sampled from.</summary>
    public double? TopP { get; init; }

    /// <summary>The most tokens of each candidate and of the answer.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>What the panel's calls are given over what the recipe says; null for nothing.</summary>
    public GenerationOverrides? PanelOptions => (Temperature, TopP, MaxTokens) is (null, null, null)
        ? null
        : new GenerationOverrides { Temperature = Temperature, TopP = TopP, MaxCompletionTokens = MaxTokens };

    /// <summary>What every call of a run is given unless its model says otherwise; null for nothing.</summary>
    public ChatOptions? RequestOptions => MaxTokens is null ? null : new ChatOptions { MaxOutputTokens = MaxTokens };

    /// <summary>The most the run may cost, in US dollars.</summary>
    public decimal? BudgetUsd { get; init; }

    /// <summary>One budget for several runs together; null when the command line sets none.</summary>
    public Budget? CreateBudget(TimeProvider time) =>
        BudgetUsd is { } usd ? new Budget(new BudgetLimits { MaxCostUsd = usd }, time) : null;
}
