using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FusionOfN.Configuration;
using Spectre.Console;

namespace FusionOfN.Cli;

/// <summary>Runs a command that lists what a source of models offers: as JSON, or as a table below the line that says where the models come from.</summary>
/// <typeparam name="T">What is listed.</typeparam>
internal abstract class ListRunner<T>
{
    private readonly CliHost _host;
    private readonly string? _configFile;
    private readonly bool _json;

    protected ListRunner(CliHost host, string? configFile, bool json)
    {
        _host = host;
        _configFile = configFile;
        _json = json;
    }

    protected abstract IReadOnlyList<string> Headers { get; }

    protected abstract JsonTypeInfo<T[]> Json { get; }

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using ModelSource source = await CliModels.FindAsync(_host, _configFile, cancellationToken);
        IReadOnlyList<T> items = Items(source);
        if (_json)
        {
            _host.Out.WriteLine(JsonSerializer.Serialize([.. items], Json));
            return ExitCode.Ok;
        }

        CliModels.WriteOrigin(_host, source);
        Table table = new Table().NoBorder().Collapse();
        foreach (string header in Headers)
            table.AddColumn(new TableColumn(new Text(header, new Style(Color.Grey))) { Padding = new Padding(0, 0, 2, 0) });
        foreach (T item in items)
            table.AddRow(Cells(item).Select((cell, column) => new Text(cell, column == 0 ? new Style(decoration: Decoration.Bold) : Style.Plain)));
        _host.Console.Write(table);
        foreach (string remark in items.Select(Remark).OfType<string>())
            _host.Console.Write(new Text($"{remark}\n", new Style(Color.Grey)));
        return ExitCode.Ok;
    }

    protected abstract IReadOnlyList<T> Items(ModelSource source);

    /// <summary>One text per header.</summary>
    protected abstract IEnumerable<string> Cells(T item);

    /// <summary>A line below the table, if there is more to say.</summary>
    protected virtual string? Remark(T item) => null;
}
