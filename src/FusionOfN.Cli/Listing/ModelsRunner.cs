using System.Globalization;
using System.Text.Json;
using FusionOfN.Providers;
using Spectre.Console;

namespace FusionOfN.Cli;

/// <summary>Runs <c>fusion models</c>: the models that recipes and <c>--models</c> can name.</summary>
internal sealed class ModelsRunner
{
    private readonly CliHost _host;
    private readonly string? _configFile;
    private readonly bool _json;

    public ModelsRunner(CliHost host, string? configFile, bool json)
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
            _host.Out.WriteLine(JsonSerializer.Serialize([.. source.Book.Models], CliJson.Pretty.ModelSummaryArray));
            return ExitCode.Ok;
        }

        source.WriteOrigin(_host);
        Table table = new Table().NoBorder().Collapse();
        foreach (string header in (string[])["model", "endpoint", "id", "context", "$ per million tokens"])
            table.AddColumn(new TableColumn(new Text(header, new Style(Color.Grey))) { Padding = new Padding(0, 0, 2, 0) });
        foreach (ModelSummary model in source.Book.Models)
        {
            table.AddRow(
                new Text(model.Name, new Style(decoration: Decoration.Bold)),
                new Text(model.Endpoint ?? "this process"),
                new Text(model.Id),
                new Text(model.ContextWindow is { } window ? Rendering.Figures.Count(window) : "?"),
                new Text(model.Price is { } price ? string.Create(CultureInfo.InvariantCulture, $"{price.Input} in, {price.Output} out") : model.Endpoint is null ? "free" : "unknown"));
        }

        _host.Console.Write(table);
        return ExitCode.Ok;
    }
}
