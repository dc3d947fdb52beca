using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using FusionOfN.Cli.Rendering;
using FusionOfN.Configuration;

namespace FusionOfN.Cli;

/// <summary>Runs <c>fusion models</c>: the models that recipes and <c>--models</c> can name.</summary>
internal sealed class ModelsRunner : ListRunner<ModelSummary>
{
    public ModelsRunner(CliHost host, string? configFile, bool json)
        : base(host, configFile, json)
    {
    }

    protected override IReadOnlyList<string> Headers => ["model", "endpoint", "id", "context", "$ per million tokens"];

    protected override JsonTypeInfo<ModelSummary[]> Json => CliJson.Pretty.ModelSummaryArray;

    protected override IReadOnlyList<ModelSummary> Items(ModelSource source) => [.. source.Book.Models];

    protected override IEnumerable<string> Cells(ModelSummary model) =>
    [
        model.Name,
        model.Endpoint ?? "this process",
        model.Id,
        model.ContextWindow is { } window ? Figures.Count(window) : "?",
        model.Price is { } price ? string.Create(CultureInfo.InvariantCulture, $"{price.Input} in, {price.Output} out") : model.Endpoint is null ? "free" : "unknown",
    ];
}
