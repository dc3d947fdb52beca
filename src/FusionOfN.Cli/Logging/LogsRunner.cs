using System.Globalization;
using System.Text.Json;
using FusionOfN.Cli.Rendering;
using Microsoft.Extensions.AI;
using Spectre.Console;

namespace FusionOfN.Cli;

/// <summary>Runs <c>fusion logs</c>: lists, shows and forgets one's own runs.</summary>
internal sealed class LogsRunner
{
    private const int ShownIdLength = 8;

    private readonly CliHost _host;
    private readonly RunLog _log;

    public LogsRunner(CliHost host)
    {
        _host = host;
        _log = new RunLog(host, RunLogLevel.Off);
    }

    public int List(int count, bool json)
    {
        IReadOnlyList<LoggedRun> runs = _log.Latest(count);
        if (json)
        {
            _host.Out.WriteLine(JsonSerializer.Serialize([.. runs.Select(run => ReceiptDocument.ToElement(run.Receipt))], CliJson.Pretty.JsonElementArray));
            return ExitCode.Ok;
        }

        if (runs.Count == 0)
            _host.Error.WriteLine($"no runs in {_log.Path}");
        else
            Write(runs);
        return ExitCode.Ok;
    }

    public int Show(string id)
    {
        _host.Out.WriteLine(ReceiptJson.Write(_log.Only(id).Receipt, indented: true));
        return ExitCode.Ok;
    }

    public async Task<int> ClearAsync(bool isSure, CancellationToken cancellationToken)
    {
        if (!isSure && _host.IsInputTerminal && _host.IsErrorTerminal)
        {
            _host.Error.Write($"Forget every run in {_log.Path}? [y/N] ");
            if ((await _host.In.ReadLineAsync(cancellationToken))?.Trim() is not ("y" or "Y" or "yes"))
            {
                _host.Error.WriteLine("nothing was forgotten");
                return ExitCode.Failed;
            }
        }

        _host.Error.WriteLine($"forgot {Figures.Of(_log.Clear(), "run")}");
        return ExitCode.Ok;
    }

    private void Write(IReadOnlyList<LoggedRun> runs)
    {
        Table table = new Table().NoBorder().Collapse();
        foreach (string header in (string[])["run", "when (UTC)", "answered by", "status", "calls", "cost", "prompt"])
            table.AddColumn(new TableColumn(new Text(header, new Style(Color.Grey))) { Padding = new Padding(0, 0, 2, 0) });
        foreach (LoggedRun run in runs)
        {
            FusionReceipt receipt = run.Receipt;
            table.AddRow(((string[])
            [
                receipt.RunId[^Math.Min(ShownIdLength, receipt.RunId.Length)..],
                receipt.StartedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
                TerminalText.OneLine(receipt.Writer ?? receipt.Aggregator),
                ReceiptLine.StatusOf(receipt),
                Figures.Count(receipt.Usage.Calls),
                ReceiptLine.Cost(receipt.Usage),
                Prompt(receipt),
            ]).Select(cell => new Text(cell)));
        }

        _host.Console.Write(table);
    }

    private static string Prompt(FusionReceipt receipt) =>
        receipt.Texts?.Messages.LastOrDefault(message => message.Role == ChatRole.User)?.Text is { } text ? TerminalText.Head(TerminalText.OneLine(text), 40) : "(not kept)";
}
