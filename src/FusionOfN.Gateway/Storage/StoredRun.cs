namespace FusionOfN.Gateway;

/// <summary>One request as the store keeps it.</summary>
internal sealed record StoredRun
{
    /// <summary>The run's id.</summary>
    public required string RunId { get; init; }

    /// <summary>When it started. Its spend is booked on this moment's UTC day, to the millisecond.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>What the request became.</summary>
    public RunKind Kind { get; init; }

    /// <summary>The recipe; null for a plain model.</summary>
    public string? Recipe { get; init; }

    /// <summary>The model's name as the client gave it.</summary>
    public required string RequestedModel { get; init; }

    /// <summary>The dialect it was read as.</summary>
    public required string Dialect { get; init; }

    /// <summary>How it ended.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>Whether the answer is less than what was asked for.</summary>
    public bool Degraded { get; init; }

    /// <summary>The aggregator that was asked for; null for a plain model.</summary>
    public string? Aggregator { get; init; }

    /// <summary>Candidates asked for.</summary>
    public int Asked { get; init; }

    /// <summary>Usable candidates.</summary>
    public int Answered { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    public double DurationMs { get; init; }

    /// <summary>The known cost in US dollars; null when the cost of no call is known.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>The share of calls whose cost is known, 0 to 1.</summary>
    public double CostCoverage { get; init; }

    /// <summary>Prompt tokens of all calls that reported them; null when none did.</summary>
    public long? InputTokens { get; init; }

    /// <summary>Answer tokens of all calls that reported them; null when none did.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>The key that asked; null when none was needed.</summary>
    public string? KeyId { get; init; }

    /// <summary>The conversation the client named; null for none.</summary>
    public string? SessionId { get; init; }

    /// <summary>Whether the answer was streamed.</summary>
    public bool Streamed { get; init; }

    /// <summary>Why there is no answer; null when there is one.</summary>
    public string? FailureReason { get; init; }

    /// <summary>The receipt as JSON; null for a plain model and in lists.</summary>
    public string? ReceiptJson { get; init; }

    /// <summary>What a receipt says; the rest is the caller's.</summary>
    /// <param name="receipt">The receipt.</param>
    /// <param name="requestedModel">The model's name as the client gave it.</param>
    /// <param name="dialect">The dialect it was read as.</param>
    public static StoredRun From(FusionReceipt receipt, string requestedModel, string dialect) => new()
    {
        RunId = receipt.RunId,
        StartedAt = receipt.StartedAt,
        Kind = RunKind.Fusion,
        Recipe = receipt.Recipe,
        RequestedModel = requestedModel,
        Dialect = dialect,
        Status = receipt.Failure == FusionFailure.Cancelled ? RunStatus.Cancelled : Enum.Parse<RunStatus>(receipt.Status.ToString()),
        Degraded = receipt.Degraded,
        Aggregator = receipt.Aggregator,
        Asked = receipt.Asked,
        Answered = receipt.Answered,
        DurationMs = receipt.DurationMs,
        CostUsd = receipt.Usage.CostUsd,
        CostCoverage = receipt.Usage.CostCoverage,
        InputTokens = receipt.Usage.InputTokens,
        OutputTokens = receipt.Usage.OutputTokens,
        ReceiptJson = FusionOfN.ReceiptJson.Write(receipt),
    };
}
