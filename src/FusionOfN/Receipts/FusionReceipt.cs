namespace FusionOfN;

/// <summary>The complete record of one answer: every call, every failure, tokens, cost, timings, order and prompt version.</summary>
public sealed record FusionReceipt
{
    /// <summary>The version of this format.</summary>
    public int Format { get; init; } = 1;

    /// <summary>The run's id.</summary>
    public required string RunId { get; init; }

    /// <summary>When the run started (UTC).</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long the run took, in milliseconds.</summary>
    public double DurationMs { get; init; }

    /// <summary>The recipe's name.</summary>
    public required string Recipe { get; init; }

    /// <summary>The aggregator that was asked for.</summary>
    public required string Aggregator { get; init; }

    /// <summary>How complete the panel behind the answer was.</summary>
    public required FusionStatus Status { get; init; }

    /// <summary>Why there is no answer; null when there is one.</summary>
    public FusionFailure? Failure { get; init; }

    /// <summary>Whether the answer is less than what was asked for.</summary>
    public bool Degraded { get; init; }

    /// <summary>Candidates asked for.</summary>
    public int Asked { get; init; }

    /// <summary>Usable candidates.</summary>
    public int Answered { get; init; }

    /// <summary>SHA-256 of the conversation, in lower-case hexadecimal.</summary>
    public required string PromptHash { get; init; }

    /// <summary>The version and hash of the fusor's prompt, when one was used.</summary>
    public PromptVersion? FusorPrompt { get; init; }

    /// <summary>The seed of everything random in the run.</summary>
    public int Seed { get; init; }

    /// <summary>The order, as candidate indexes, in which the fusor saw the candidates.</summary>
    public IReadOnlyList<int>? Order { get; init; }

    /// <summary>The index of the candidate that was taken, when one was.</summary>
    public int? Selected { get; init; }

    /// <summary>How far down its fallbacks the aggregator had to go.</summary>
    public FallbackLevel? FallbackLevel { get; init; }

    /// <summary>The model that wrote the answer; null when a candidate was taken.</summary>
    public string? Writer { get; init; }

    /// <summary>The score or vote weight of candidates, by candidate index.</summary>
    public IReadOnlyDictionary<int, double>? Scores { get; init; }

    /// <summary>What <c>auto</c> did, or in shadow mode would have done.</summary>
    public InvocationReport? Invocation { get; init; }

    /// <summary>Every call, in the order they were sent.</summary>
    public required IReadOnlyList<CallRecord> Calls { get; init; }

    /// <summary>Prompt and answer tokens of all calls, failed ones included.</summary>
    public required UsageTotals Usage { get; init; }

    /// <summary>The share of the answer that is copied from each candidate, by candidate index; 0 for one that the answer cannot be from.</summary>
    public IReadOnlyList<double>? Shares { get; init; }

    /// <summary>The share of the answer that is copied from any candidate, 0 to 1.</summary>
    public double? CopyRate { get; init; }

    /// <summary>The share of the answer in pieces that stand in candidates but are too short to say that they are from there, 0 to 1.</summary>
    public double? TooShortRate { get; init; }

    /// <summary>What a person should know about this run.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The same for readers who are not to know where models run (<see cref="CallFailure.Brief"/>); null when they may read <see cref="Notes"/>.</summary>
    public IReadOnlyList<string>? BriefNotes { get; init; }

    /// <summary>The texts, when the recipe records them.</summary>
    public RecordedTexts? Texts { get; init; }
}
