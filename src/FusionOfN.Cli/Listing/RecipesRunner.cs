using System.Text.Json.Serialization.Metadata;
using FusionOfN.Cli.Rendering;
using FusionOfN.Configuration;

namespace FusionOfN.Cli;

/// <summary>Runs <c>fusion recipes</c>.</summary>
internal sealed class RecipesRunner : ListRunner<RecipeSummary>
{
    public RecipesRunner(CliHost host, string? configFile, bool json)
        : base(host, configFile, json)
    {
    }

    protected override IReadOnlyList<string> Headers => ["recipe", "panel", "aggregator", "fusor"];

    protected override JsonTypeInfo<RecipeSummary[]> Json => CliJson.Pretty.RecipeSummaryArray;

    protected override IReadOnlyList<RecipeSummary> Items(ModelSource source) => [.. source.Book.Recipes];

    protected override IEnumerable<string> Cells(RecipeSummary recipe) =>
    [
        recipe.IsDefault ? $"{recipe.Name} (default)" : recipe.Name,
        string.Join(", ", recipe.Panel),
        recipe.Invocation == InvocationMode.Required ? recipe.Aggregator : $"{recipe.Aggregator}, {ReceiptLine.Words(recipe.Invocation.ToString())}",
        recipe.Aggregator == AggregatorNames.Fusion ? string.Join(", then ", recipe.Fusors) : "",
    ];

    protected override string? Remark(RecipeSummary recipe) => recipe.Description is { } description ? $"{recipe.Name}: {description}" : null;
}
