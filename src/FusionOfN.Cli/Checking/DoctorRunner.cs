using System.Text.Json;
using FusionOfN.Cli.Rendering;
using FusionOfN.Configuration;
using FusionOfN.Providers;
using Spectre.Console;

namespace FusionOfN.Cli;

/// <summary>Runs <c>fusion doctor</c>: everything is checked, side by side, and all findings are printed.</summary>
internal sealed class DoctorRunner
{
    private readonly CliHost _host;
    private readonly string? _configFile;
    private readonly bool _json;

    public DoctorRunner(CliHost host, string? configFile, bool json)
    {
        _host = host;
        _configFile = configFile;
        _json = json;
    }

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using ModelSource source = await CliModels.FindAsync(_host, _configFile, cancellationToken);
        List<Check> checks = [new Check("models", "source", CheckStatus.Ok, $"{source.Origin}.")];
        EndpointRuntime runtime = CliModels.Runtime(_host);
        RecipeBook book = source.Book;
        checks.AddRange(await Task.WhenAll(book.Endpoints.Select(endpoint => EndpointCheck.RunAsync(book, endpoint, runtime, cancellationToken))));
        Check?[] scorers = await Task.WhenAll(book.Scorers.Select(scorer => ScorerCheck.RunAsync(book, scorer, cancellationToken)));
        checks.AddRange(scorers.OfType<Check>());
        checks.AddRange(book.Models.Where(model => model.Endpoint is not null).Select(model => PriceCheck.Run(model, _host.Time.GetUtcNow())));
        checks.AddRange(book.Recipes.Select(recipe => RecipeCheck.Run(book, recipe)));
        Write(checks);
        return checks.Any(check => check.Status == CheckStatus.Failed) ? ExitCode.Failed : ExitCode.Ok;
    }

    private void Write(List<Check> checks)
    {
        if (_json)
        {
            _host.Out.WriteLine(JsonSerializer.Serialize([.. checks], CliJson.Pretty.CheckArray));
            return;
        }

        Table table = new Table().NoBorder().Collapse().HideHeaders();
        table.AddColumn(new TableColumn("") { NoWrap = true, Padding = new Padding(0, 0, 1, 0) });
        table.AddColumn(new TableColumn("") { NoWrap = true, Padding = new Padding(0, 0, 2, 0) });
        table.AddColumn(new TableColumn("") { Padding = new Padding(0, 0, 0, 0) });
        foreach (Check check in checks)
        {
            (string sign, string color) = check.Status switch
            {
                CheckStatus.Ok => ("✓", "green"),
                CheckStatus.Warning => ("!", "yellow"),
                _ => ("✗", "red"),
            };
            table.AddRow(new Text(sign, Style.Parse(color)), new Text($"{check.Kind} {check.Name}"), new Text(TerminalText.OneLine(check.Detail)));
        }

        _host.Console.Write(table);
        int failed = checks.Count(check => check.Status == CheckStatus.Failed);
        int warned = checks.Count(check => check.Status == CheckStatus.Warning);
        _host.Error.WriteLine($"{Figures.Of(checks.Count, "check")}: {failed} failed, {Figures.Of(warned, "warning")}");
    }
}
