using System.Globalization;
using Spectre.Console;

namespace FusionOfN.Cli.Rendering;

/// <summary>Prints a receipt for people: the facts of the run, then one line per call.</summary>
internal static class ReceiptView
{
    public static void Write(IAnsiConsole console, FusionReceipt receipt)
    {
        Heading.Write(console, "receipt");
        Grid facts = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn();
        foreach ((string name, string value) in Facts(receipt))
            facts.AddRow(new Text(name, new Style(Color.Grey)), new Text(value));
        console.Write(facts);
        if (receipt.Calls.Count > 0)
            console.Write(Calls(receipt));
    }

    private static IEnumerable<(string Name, string Value)> Facts(FusionReceipt receipt)
    {
        yield return ("run", receipt.RunId);
        yield return ("started", receipt.StartedAt.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture));
        yield return ("recipe", receipt.Recipe);
        yield return ("aggregator", receipt.Aggregator);
        yield return ("status", ReceiptLine.StatusOf(receipt) + (receipt.Degraded ? ", degraded" : ""));
        if (receipt.Writer is { } writer)
            yield return ("written by", TerminalText.OneLine(writer));
        if (receipt.Selected is { } selected)
            yield return ("took", $"candidate {selected + 1}");
        if (receipt.FallbackLevel is { } level)
            yield return ("reply read from", ReceiptLine.Words(level.ToString()));
        if (receipt.FusorPrompt is { } prompt)
            yield return ("fusor prompt", $"{prompt.Version} ({Short(prompt.Hash)})");
        yield return ("prompt hash", Short(receipt.PromptHash));
        yield return ("seed", receipt.Seed.ToString(CultureInfo.InvariantCulture));
        if (receipt.Order is { } order)
            yield return ("order shown", string.Join(", ", order.Select(index => index + 1)));
        if (receipt.CopyRate is { } copied)
            yield return ("from candidates", Figures.Percent(copied));
        if (receipt.Invocation is { } invocation)
            yield return ("invocation", Describe(invocation));
        yield return ("tokens", $"{Figures.Count(receipt.Usage.InputTokens)} in, {Figures.Count(receipt.Usage.OutputTokens)} out");
        yield return ("cost", ReceiptLine.Cost(receipt.Usage) is { Length: > 0 } cost ? cost.Replace("cost ", "", StringComparison.Ordinal) : "no call was made");
        yield return ("time", Figures.Seconds(receipt.DurationMs));
        foreach (string note in receipt.Notes)
            yield return ("note", TerminalText.OneLine(note));
    }

    private static string Short(string hash) => hash.Length > 12 ? $"{hash[..12]}…" : hash;

    private static string Describe(InvocationReport report)
    {
        string agreement = report.Agreement is { } value ? $"agreement {Figures.Percent(value)}" : "agreement unknown";
        string stopped = report.Stopped ? $"stopped, {Figures.Of(report.SavedCalls, "call")} saved" : "went on";
        return $"{ReceiptLine.Words(report.Mode.ToString())}: {report.InitialSamples} first, {agreement}, {stopped}";
    }

    private static Table Calls(FusionReceipt receipt)
    {
        Table table = new Table().Border(TableBorder.Simple).Collapse();
        foreach (string header in (string[])["role", "model", "state"])
            table.AddColumn(new TableColumn(header));
        foreach (string header in (string[])["in", "out", "cost", "time"])
            table.AddColumn(new TableColumn(header).RightAligned().NoWrap());
        foreach (CallRecord call in receipt.Calls)
        {
            (string sign, string word, string color) = CallStateWords.Of(call.State);
            table.AddRow(
                new Text(call.Candidate is { } index ? $"{ReceiptLine.Words(call.Role.ToString())} {index + 1}" : ReceiptLine.Words(call.Role.ToString())),
                new Text(TerminalText.OneLine(call.ServedModel is { } served && served != call.RequestedModel ? $"{call.RequestedModel} ({served})" : call.RequestedModel)),
                new Text($"{sign} {word}", Style.Parse(color)),
                new Text(call.InputTokens is { } input ? Figures.Count(input) : "?"),
                new Text(call.OutputTokens is { } output ? Figures.Count(output) : "?"),
                new Text(call.CostUsd is { } cost ? Figures.Dollars(cost) : "?"),
                new Text(Figures.Seconds(call.LatencyMs)));
        }

        return table;
    }
}
