using System.Text.Json;
using FusionOfN.Jobs;

namespace FusionOfN.Gateway;

/// <summary>A row of <c>runs</c>, with its receipt where that is read too.</summary>
internal sealed class RunRow
{
    /// <summary>The columns as a query names them.</summary>
    public const string Columns = """
        r.run_id AS RunId, r.started_ms AS StartedMs, r.kind AS Kind, r.recipe AS Recipe, r.requested_model AS RequestedModel, r.dialect AS Dialect,
        r.status AS Status, r.degraded AS Degraded, r.aggregator AS Aggregator, r.asked AS Asked, r.answered AS Answered, r.duration_ms AS DurationMs,
        r.cost_nano AS CostNano, r.cost_coverage AS CostCoverage, r.input_tokens AS InputTokens, r.output_tokens AS OutputTokens, r.key_id AS KeyId,
        r.session_id AS SessionId, r.streamed AS Streamed, r.failure_reason AS FailureReason
        """;

    public string RunId { get; set; } = "";

    public long StartedMs { get; set; }

    public string Kind { get; set; } = "";

    public string? Recipe { get; set; }

    public string RequestedModel { get; set; } = "";

    public string Dialect { get; set; } = "";

    public string Status { get; set; } = "";

    public bool Degraded { get; set; }

    public string? Aggregator { get; set; }

    public int Asked { get; set; }

    public int Answered { get; set; }

    public double DurationMs { get; set; }

    public long? CostNano { get; set; }

    public double CostCoverage { get; set; }

    public long? InputTokens { get; set; }

    public long? OutputTokens { get; set; }

    public string KeyId { get; set; } = "";

    public string? SessionId { get; set; }

    public bool Streamed { get; set; }

    public string? FailureReason { get; set; }

    public string? Receipt { get; set; }

    public static RunRow From(StoredRun run) => new()
    {
        RunId = StoreText.Clean(run.RunId)!,
        StartedMs = run.StartedAt.ToUnixTimeMilliseconds(),
        Kind = NameOf(run.Kind),
        Recipe = StoreText.Clean(run.Recipe),
        RequestedModel = StoreText.Clean(run.RequestedModel)!,
        Dialect = StoreText.Clean(run.Dialect)!,
        Status = NameOf(run.Status),
        Degraded = run.Degraded,
        Aggregator = StoreText.Clean(run.Aggregator),
        Asked = run.Asked,
        Answered = run.Answered,
        DurationMs = run.DurationMs,
        CostNano = run.CostUsd is { } usd ? NanoUsd.From(usd) : null,
        CostCoverage = run.CostCoverage,
        InputTokens = run.InputTokens,
        OutputTokens = run.OutputTokens,
        KeyId = StoreText.Clean(run.KeyId) ?? "",
        SessionId = StoreText.Clean(run.SessionId),
        Streamed = run.Streamed,
        FailureReason = StoreText.Clean(run.FailureReason),
        Receipt = run.ReceiptJson is { } json ? StoreText.WithoutZero(json) : null,
    };

    public StoredRun ToRun() => new()
    {
        RunId = RunId,
        StartedAt = DateTimeOffset.FromUnixTimeMilliseconds(StartedMs),
        Kind = Enum.Parse<RunKind>(Kind.Replace("_", "", StringComparison.Ordinal), ignoreCase: true),
        Recipe = Recipe,
        RequestedModel = RequestedModel,
        Dialect = Dialect,
        Status = Enum.Parse<RunStatus>(Status, ignoreCase: true),
        Degraded = Degraded,
        Aggregator = Aggregator,
        Asked = Asked,
        Answered = Answered,
        DurationMs = DurationMs,
        CostUsd = CostNano is { } nano ? NanoUsd.ToUsd(nano) : null,
        CostCoverage = CostCoverage,
        InputTokens = InputTokens,
        OutputTokens = OutputTokens,
        KeyId = KeyId.Length > 0 ? KeyId : null,
        SessionId = SessionId,
        Streamed = Streamed,
        FailureReason = FailureReason,
        ReceiptJson = Receipt,
    };

    public static string NameOf<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
