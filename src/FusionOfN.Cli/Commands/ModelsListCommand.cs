using System.CommandLine;
using System.Text.Json;
using FusionOfN.Cli.Rendering;
using FusionOfN.Local;
using Spectre.Console;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion models list</c>: the models on this machine.</summary>
internal static class ModelsListCommand
{
    public static CliCommand Create(CliHost host)
    {
        Option<bool> json = new("--json") { Description = "Print them as JSON" };
        CliCommand command = new("list", "List the models on this machine.", "fusion models list", "fusion ask --models local:OWNER/NAME \"…\"");
        command.Add(json);
        command.SetAction(parse =>
        {
            LocalModelCatalog catalog = LocalModels.Catalog(host);
            IReadOnlyList<LocalModelEntry> entries = catalog.List();
            if (parse.GetValue(json))
                host.Out.WriteLine(JsonSerializer.Serialize([.. entries], CliJson.Pretty.LocalModelEntryArray));
            else
                Write(host, catalog, entries);
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Write(CliHost host, LocalModelCatalog catalog, IReadOnlyList<LocalModelEntry> entries)
    {
        if (entries.Count == 0)
        {
            host.Error.WriteLine($"There is no model in {catalog.Root}. 'fusion models pull OWNER/NAME' gets one.");
            return;
        }

        Table table = new Table().NoBorder().Collapse().HideHeaders();
        table.AddColumn(new TableColumn("") { Padding = new Padding(0, 0, 2, 0) });
        table.AddColumn(new TableColumn("") { NoWrap = true, Alignment = Justify.Right, Padding = new Padding(0, 0, 2, 0) });
        table.AddColumn(new TableColumn("") { NoWrap = true });
        foreach (LocalModelEntry entry in entries)
        {
            table.AddRow(
                new Text($"local:{entry.Id}", new Style(decoration: Decoration.Bold)),
                new Text(Figures.Bytes(entry.Bytes)),
                new Text(entry.IsComplete ? "" : "half pulled"));
        }

        host.Console.Write(table);
        host.Error.WriteLine($"in {catalog.Root}");
    }
}
