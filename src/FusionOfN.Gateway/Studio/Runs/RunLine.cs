namespace FusionOfN.Gateway.Studio;

/// <summary>A run in a list.</summary>
/// <param name="RunId">Its id.</param>
/// <param name="StartedAt">When it started.</param>
/// <param name="Status">How it ended, in a word.</param>
/// <param name="Degraded">Whether it gave less than was asked for.</param>
/// <param name="Model">The model's name as the client gave it.</param>
/// <param name="Aggregator">Its aggregator; null for a plain model.</param>
public sealed record RunLine(string RunId, DateTimeOffset StartedAt, string Status, bool Degraded, string Model, string? Aggregator)
{
    /// <summary>Candidates, as answered of asked.</summary>
    public string Candidates { get; private init; } = "";

    /// <summary>How long it took, in milliseconds.</summary>
    public double DurationMs { get; private init; }

    /// <summary>Tokens of all calls, as far as they are known; null when none is.</summary>
    public long? Tokens { get; private init; }

    /// <summary>The known cost in US dollars; null when it is not known.</summary>
    public decimal? CostUsd { get; private init; }

    /// <summary>Whether it has a receipt to open: a plain model's answer has none.</summary>
    public bool HasReceipt { get; private init; }

    internal static RunLine Of(StoredRun run) => new(run.RunId, run.StartedAt, Show.Word(run.Status), run.Degraded, run.RequestedModel, run.Aggregator)
    {
        Candidates = run.Kind == RunKind.Fusion ? $"{run.Answered}/{run.Asked}" : "",
        DurationMs = run.DurationMs,
        Tokens = run.InputTokens is null && run.OutputTokens is null ? null : (run.InputTokens ?? 0) + (run.OutputTokens ?? 0),
        CostUsd = run.CostUsd,
        HasReceipt = run.Kind == RunKind.Fusion,
    };
}
