namespace FusionOfN.Synthesis;

/// <summary>What one method made of an item's candidates.</summary>
/// <param name="Method">The method: an aggregator's name, <c>random-teacher</c>, or <c>teacher:NAME</c>.</param>
/// <param name="Text">The answer; empty when there is none.</param>
public sealed record SynthAnswer(string Method, string Text)
{
    /// <summary>The model that wrote it; null when a candidate was taken.</summary>
    public string? Writer { get; init; }

    /// <summary>The index of the candidate that was taken; null when the answer was written.</summary>
    public int? Selected { get; init; }

    /// <summary>How far down its fallbacks the fusion had to go; null for methods that have none.</summary>
    public FallbackLevel? Fallback { get; init; }

    /// <summary>How complete the panel behind it was.</summary>
    public FusionStatus Status { get; init; }

    /// <summary>Whether the answer is less than what was asked for.</summary>
    public bool Degraded { get; init; }

    /// <summary>Whether it ends where the limit of its length was.</summary>
    public bool Truncated { get; init; }

    /// <summary>The score, by the same scorer as the candidates'.</summary>
    public double? Score { get; init; }

    /// <summary>The share of a written answer that is copied from any candidate, 0 to 1.</summary>
    public double? CopyRate { get; init; }

    /// <summary>Why the fusion fell back; null when it did not.</summary>
    public string? FallbackReason { get; init; }

    /// <summary>Calls that the method made beyond the candidates. What an earlier method of the item had asked already is counted there.</summary>
    public int Calls { get; init; }

    /// <summary>Prompt tokens of these calls, as reported; null when nothing was.</summary>
    public long? InputTokens { get; init; }

    /// <summary>Answer tokens of these calls, reasoning included, as reported; null when nothing was.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>What these calls cost in US dollars; null when that is not known.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>Why there is no answer.</summary>
    public string? Failure { get; init; }
}
