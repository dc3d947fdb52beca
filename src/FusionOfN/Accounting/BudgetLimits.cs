namespace FusionOfN;

/// <summary>What may be spent. Everything that is not set is not limited.</summary>
public sealed record BudgetLimits
{
    /// <summary>US dollars.</summary>
    public decimal? MaxCostUsd { get; init; }

    /// <summary>Calls to models.</summary>
    public int? MaxCalls { get; init; }

    /// <summary>Tokens, prompts and answers together.</summary>
    public long? MaxTokens { get; init; }

    /// <summary>Wall time from the first call on. Calls that started in time may end later.</summary>
    public TimeSpan? MaxWallTime { get; init; }

    /// <summary>The price to assume for a model whose price is not known.</summary>
    /// <value>The default value is <see langword="null"/>: with a limit on cost, such a model is not called.</value>
    public Price? AssumedPrice { get; init; }
}
