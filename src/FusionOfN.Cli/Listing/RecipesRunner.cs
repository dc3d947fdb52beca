using System.Text.Json;
using FusionOfN.Cli.Rendering;
using FusionOfN.Providers;
using Spectre.Console;

namespace FusionOfN.Cli;

/// <summary>Runs <c>fusion recipes</c>.</summary>
internal sealed class RecipesRunner
{
    private readonly CliHost _host;
    private readonly string? _configFile;
    private readonly bool _json;

    public RecipesRunner(CliHost host, string? configFile, bool json)
    {
        _host = host;
        _configFile = configFile;
        _json = json;
    }

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using ModelSource source = await ModelSources.FindAsync(_host, _configFile, cancellationToken);
        if (_json)
        {
            _host.Out.WriteLine(JsonSerializer.Serialize([.. source.Book.Recipes], CliJson.Pretty.RecipeSummaryArray));
            return ExitCode.Ok;
        }

        source.WriteOrigin(_host);
        Table table = new Table().NoBorder().Collapse();
        foreach (string header in (string[])["recipe", "panel", "aggregator", "fusor"])
            table.AddColumn(new TableColumn(new Text(header, new Style(Color.Grey))) { Padding = new Padding(0, 0, 2, 0) });
        foreach (RecipeSummary recipe in source.Book.Recipes)
        {
            table.AddRow(
                new Text(recipe.IsDefault ? $"{recipe.Name} (default)" : recipe.Name, new Style(decoration: Decoration.Bold)),
                new Text(string.Join(", ", recipe.Panel)),
                new Text(recipe.Invocation == InvocationMode.Required ? recipe.Aggregator : $"{recipe.Aggregator}, {ReceiptLine.Words(recipe.Invocation.ToString())}"),
                new Text(recipe.Aggregator == AggregatorNames.Fusion ? string.Join(", then ", recipe.Fusors) : ""));
        }

        _host.Console.Write(table);
        foreach (RecipeSummary recipe in source.Book.Recipes.Where(recipe => recipe.Description is not null))
            _host.Console.Write(new Text($"{recipe.Name}: {recipe.Description}\n", new Style(Color.Grey)));
        return ExitCode.Ok;
    }
}
