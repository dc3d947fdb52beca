namespace FusionOfN.Gateway;

/// <summary>What a key may take on one UTC day. What is null is not limited.</summary>
internal sealed record KeyLimits
{
    /// <summary>Requests that become runs.</summary>
    public long? Requests { get; init; }

    /// <summary>Prompt and answer tokens of all calls.</summary>
    public long? Tokens { get; init; }

    /// <summary>US dollars. Models whose price is not known are then not called.</summary>
    public decimal? CostUsd { get; init; }
}
