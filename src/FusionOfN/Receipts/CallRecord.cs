namespace FusionOfN;

/// <summary>One call to a model, as the receipt holds it.</summary>
public sealed record CallRecord
{
    /// <summary>Why the model was called.</summary>
    public required CallRole Role { get; init; }

    /// <summary>The candidate's index, for calls of the panel.</summary>
    public int? Candidate { get; init; }

    /// <summary>The model asked.</summary>
    public required string RequestedModel { get; init; }

    /// <summary>The model that answered, as the provider named it.</summary>
    public string? ServedModel { get; init; }

    /// <summary>How the call ended.</summary>
    public required CallState State { get; init; }

    /// <summary>Why there is no usable answer.</summary>
    public CallFailure? Failure { get; init; }

    /// <summary>The finish reason the provider reported.</summary>
    public string? FinishReason { get; init; }

    /// <summary>Prompt tokens, as reported.</summary>
    public long? InputTokens { get; init; }

    /// <summary>Answer tokens, reasoning included, as reported.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>Prompt tokens read from the provider's cache.</summary>
    public long? CachedTokens { get; init; }

    /// <summary>Reasoning tokens among the output tokens.</summary>
    public long? ReasoningTokens { get; init; }

    /// <summary>The cost in US dollars; null when it is not known.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>Where the cost comes from.</summary>
    public CostSource CostSource { get; init; }

    /// <summary>Whether the reply was bought before and came from a store.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsReplayed => CostSource == CostSource.Store;

    /// <summary>When the call was sent, in milliseconds after the start of the run.</summary>
    public double StartMs { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    public double LatencyMs { get; init; }

    /// <summary>The time to the first piece, in milliseconds; null when none arrived.</summary>
    public double? FirstTokenMs { get; init; }

    /// <summary>The seed that was sent.</summary>
    public long? Seed { get; init; }

    /// <summary>The options that were asked for and left out, because the model does not take them; null when there is none.</summary>
    public string? LeftOut { get; init; }

    /// <summary>SHA-256 of the text that came back, in lower-case hexadecimal.</summary>
    public string? TextHash { get; init; }
}
