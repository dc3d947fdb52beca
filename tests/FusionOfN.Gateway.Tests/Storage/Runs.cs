namespace FusionOfN.Gateway.Tests;

/// <summary>Runs to store.</summary>
internal static class Runs
{
    public static DateTimeOffset Noon { get; } = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    public static StoredRun One(string id, DateTimeOffset? at = null) => new()
    {
        RunId = id,
        StartedAt = at ?? Noon,
        Recipe = "default",
        RequestedModel = "fusion/default",
        Dialect = "fusion",
        Status = RunStatus.Full,
        Aggregator = "fusion",
        Asked = 5,
        Answered = 5,
        DurationMs = 1234.5,
        CostUsd = 0.0123m,
        CostCoverage = 1,
        InputTokens = 900,
        OutputTokens = 100,
        KeyId = "key_a",
        SessionId = "chat",
        Streamed = true,
        ReceiptJson = $$"""{"run_id":"{{id}}","text":"Grüße 世界 🎉"}""",
    };
}
