namespace FusionOfN.Cli.Rendering;

/// <summary>A receipt in one line.</summary>
internal static class ReceiptLine
{
    public static string Of(FusionReceipt receipt)
    {
        string by = receipt.Writer is { } writer ? $" by {TerminalText.OneLine(writer)}" : "";
        List<string> parts = [receipt.Aggregator + by, StatusOf(receipt)];
        if (receipt.FallbackLevel is { } level && receipt.Status == FusionStatus.Fallback)
            parts.Add(Words(level.ToString()));
        if (receipt.Writer is null && receipt.Selected is { } selected)
            parts.Add($"took no. {selected + 1}");
        if (receipt.Writer is not null && receipt.CopyRate is { } copied)
            parts.Add($"{Figures.Percent(copied)} copied");
        parts.Add(Spent(receipt));
        return string.Join(" · ", parts);
    }

    /// <summary>What a run took, whatever came of it: calls, tokens, money and time.</summary>
    public static string Spent(FusionReceipt receipt)
    {
        UsageTotals usage = receipt.Usage;
        string tokens = usage.InputTokens + usage.OutputTokens > 0 ? $"{Figures.Count(usage.InputTokens)}+{Figures.Count(usage.OutputTokens)} tok" : "";
        string[] parts = [Figures.Of(usage.Calls, "call"), tokens, Cost(usage), Figures.Seconds(receipt.DurationMs)];
        return string.Join(" · ", parts.Where(part => part.Length > 0));
    }

    /// <summary>The status with the number of candidates, for example <c>partial 4/5</c>.</summary>
    public static string StatusOf(FusionReceipt receipt) =>
        $"{Words(receipt.Status.ToString())} {receipt.Answered}/{receipt.Asked}";

    public static string Cost(UsageTotals usage) => usage switch
    {
        { Calls: 0 } => "",
        { CostUsd: { } cost, CostCoverage: < 1 } => $"at least {Figures.Dollars(cost)}",
        _ => Figures.Dollars(usage.CostUsd),
    };

    /// <summary>An enum name as words: <c>LastSection</c> becomes <c>last section</c>.</summary>
    public static string Words(string name) =>
        string.Concat(name.Select((letter, index) => index > 0 && char.IsUpper(letter) ? " " + char.ToLowerInvariant(letter) : char.ToLowerInvariant(letter).ToString()));
}
