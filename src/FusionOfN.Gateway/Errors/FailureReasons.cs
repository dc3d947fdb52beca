namespace FusionOfN.Gateway;

/// <summary>Why a run gave no fused answer: OpenRouter's words where it has one, ours beside them.</summary>
internal static class FailureReasons
{
    public const string AllPanelsFailed = "all_panels_failed";
    public const string InsufficientCredits = "insufficient_credits";
    public const string RateLimited = "rate_limited";
    public const string FusionInvocationCapped = "fusion_invocation_capped";
    public const string JudgeSchemaMismatch = "judge_schema_mismatch";
    public const string JudgeUpstreamError = "judge_upstream_error";
    public const string JudgeEmptyCompletion = "judge_empty_completion";
    public const string QuorumNotMet = "quorum_not_met";
    public const string BudgetExceeded = "budget_exceeded";
    public const string ContextOverflow = "context_overflow";
    public const string Refused = "refused";
    public const string UnexpectedError = "unexpected_error";
}
