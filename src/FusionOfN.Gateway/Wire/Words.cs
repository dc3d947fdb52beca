namespace FusionOfN.Gateway;

/// <summary>The engine's values in the words of the wire.</summary>
internal static class Words
{
    public static string Of(FusionStatus status) => status switch
    {
        FusionStatus.Full => "full",
        FusionStatus.Partial => "partial",
        FusionStatus.Single => "single",
        FusionStatus.Fallback => "fallback",
        _ => "failed",
    };

    public static string Of(CallState state) => state switch
    {
        CallState.Ok => "ok",
        CallState.Empty => "empty",
        CallState.Refused => "refused",
        CallState.Truncated => "truncated",
        CallState.TimedOut => "timed_out",
        CallState.Cancelled => "cancelled",
        CallState.OverBudget => "over_budget",
        _ => "failed",
    };

    public static string Of(CallRole role) => role switch
    {
        CallRole.Panel => "panel",
        CallRole.Fusor => "fusor",
        CallRole.Analyst => "analyst",
        _ => "judge",
    };

    public static string Of(ProvenanceKind kind) => kind switch
    {
        ProvenanceKind.Copied => "copied",
        ProvenanceKind.TooShort => "too_short",
        _ => "new",
    };

    public static string Of(CostSource source) => source switch
    {
        CostSource.Provider => "provider",
        CostSource.PriceList => "price_list",
        CostSource.Store => "store",
        _ => "unknown",
    };
}
