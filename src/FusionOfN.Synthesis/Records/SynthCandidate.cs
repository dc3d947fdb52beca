namespace FusionOfN.Synthesis;

/// <summary>One candidate of an item.</summary>
/// <param name="Model">The teacher.</param>
/// <param name="Sample">Its number among the samples of this teacher, from 0.</param>
/// <param name="State">How its call ended.</param>
/// <param name="Text">The answer without reasoning; empty when there is none.</param>
public sealed record SynthCandidate(string Model, int Sample, CallState State, string Text)
{
    /// <summary>The model that answered, as the provider named it.</summary>
    public string? Served { get; init; }

    /// <summary>What the model thought before it answered.</summary>
    public string? Reasoning { get; init; }

    /// <summary>What the model said in place of an answer.</summary>
    public string? Refusal { get; init; }

    /// <summary>Why there is no usable answer.</summary>
    public string? Failure { get; init; }

    /// <summary>The seed that was sent.</summary>
    public long? Seed { get; init; }

    /// <summary>Prompt tokens, as reported.</summary>
    public long? InputTokens { get; init; }

    /// <summary>Answer tokens, reasoning included, as reported.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>What the call cost in US dollars; null when that is not known.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>The score; higher is better. Null when it was not scored.</summary>
    public double? Score { get; init; }

    /// <summary>Whether it is an answer that can be used.</summary>
    internal bool IsUsable => State is CallState.Ok or CallState.Truncated && Text.Length > 0;
}
