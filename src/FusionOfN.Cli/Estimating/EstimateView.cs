using System.Text.Json;
using FusionOfN.Cli.Rendering;
using Spectre.Console;

namespace FusionOfN.Cli;

/// <summary>Prints what a run would take.</summary>
internal static class EstimateView
{
    /// <returns>The exit code: <see cref="ExitCode.Budget"/> when the limits do not even cover the least.</returns>
    public static int Write(CliHost host, RunEstimate estimate, bool json)
    {
        if (json)
            host.Out.WriteLine(JsonSerializer.Serialize(estimate, CliJson.Pretty.RunEstimate));
        else
            WriteTable(host, estimate);
        foreach (ContextFit fit in estimate.Context.Where(fit => fit.Fits == false))
            host.Error.WriteLine($"warning: {TerminalText.OneLine(fit.Model)} needs {Figures.Count(fit.NeededTokens)} tokens and holds {Figures.Count(fit.Window!.Value)}");
        foreach (string reason in estimate.OverBudget)
            host.Error.WriteLine($"{(estimate.IsOverBudget ? "over the budget" : "maybe over the budget")}: {TerminalText.OneLine(reason)}");
        return estimate.IsOverBudget ? ExitCode.Budget : ExitCode.Ok;
    }

    private static void WriteTable(CliHost host, RunEstimate estimate)
    {
        Table table = new Table().NoBorder().Collapse();
        foreach (string header in (string[])["model", "for", "calls", "tokens in", "tokens out", "cost"])
            table.AddColumn(new TableColumn(new Text(header, new Style(Color.Grey))) { Padding = new Padding(0, 0, 2, 0) });
        foreach (ModelEstimate model in estimate.Models)
        {
            string roles = string.Join(", ", model.Roles.Select(role => ReceiptLine.Words(role.ToString())));
            AddRow(table, Style.Plain, TerminalText.OneLine(model.Model), roles, model.Calls, model.InputTokens, model.OutputTokens, Cost(model.Cost));
        }

        string cost = estimate.UnknownPrices.Count == 0 ? Cost(estimate.KnownCost) : estimate.KnownCost is null ? Cost(null) : $"{Cost(estimate.KnownCost)} + unknown";
        AddRow(table, new Style(decoration: Decoration.Bold), "in all", "", estimate.Calls, estimate.InputTokens, estimate.OutputTokens, cost);
        host.Console.Write(table);
        host.Error.WriteLine("No model was asked. The most holds when every answer is as long as it may be and every fallback is needed.");
    }

    private static void AddRow(Table table, Style style, string name, string roles, CountRange calls, CountRange input, CountRange output, string cost) =>
        table.AddRow(((string[])[name, roles, Range(calls), Range(input), Range(output), cost]).Select(cell => new Text(cell, style)));

    private static string Range(CountRange range) =>
        range.Min == range.Max ? Figures.Count(range.Min) : $"{Figures.Count(range.Min)}–{Figures.Count(range.Max)}";

    private static string Cost(CostRange? range) => range switch
    {
        null => "unknown",
        { } cost when cost.MinUsd == cost.MaxUsd => Figures.Dollars(cost.MinUsd),
        { } cost => $"{Figures.Dollars(cost.MinUsd)}–{Figures.Dollars(cost.MaxUsd)}",
    };
}
