namespace FusionOfN.Synthesis;

/// <summary>What became of every row: what was kept, what was left out and why, and what stands in which file.</summary>
public sealed record DataSetReport
{
    /// <summary>The records that were read.</summary>
    public required long Items { get; init; }

    /// <summary>Calls to models behind them.</summary>
    public long Calls { get; init; }

    /// <summary>Prompt tokens of these calls, as reported.</summary>
    public long InputTokens { get; init; }

    /// <summary>Answer tokens of these calls, reasoning included, as reported.</summary>
    public long OutputTokens { get; init; }

    /// <summary>What they cost in US dollars; null when no call has a known price.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>Records whose cost is not known in whole.</summary>
    public long ItemsOfUnknownCost { get; init; }

    /// <summary>The figures of each method.</summary>
    public required IReadOnlyList<MethodReport> Methods { get; init; }

    /// <summary>The figures of each file of rows.</summary>
    public required IReadOnlyList<FormatReport> Formats { get; init; }

    /// <summary>The licence of the card, and why.</summary>
    public required string Licence { get; init; }
}
