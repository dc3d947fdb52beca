namespace FusionOfN.Gateway;

/// <summary>The fields of each dialect's objects.</summary>
internal static class Vocabulary
{
    public static IReadOnlyList<string> Own { get; } =
    [
        "n", "models", "fusor", "judge", "aggregator", "invocation", "quorum", "budget", "roles", "fallback", "expose", "attribution", "seed", "session_id",
    ];

    public static IReadOnlyList<string> OwnQuorum { get; } = ["min", "grace_ms", "timeout_ms"];

    public static IReadOnlyList<string> OwnBudget { get; } = ["max_cost_usd", "max_calls", "max_tokens", "max_wall_ms"];

    public static IReadOnlyList<string> OwnRoles { get; } = ["panel", "judge", "fusor"];

    public static IReadOnlyList<string> OwnFallback { get; } = ["judges", "fusors", "policy"];

    public static IReadOnlyList<string> Generation { get; } = ["temperature", "reasoning", "max_completion_tokens"];

    public static IReadOnlyList<string> Reasoning { get; } = ["effort", "max_tokens"];

    public static IReadOnlyList<string> Judge { get; } = ["model", "criteria"];

    /// <summary>What vLLM Semantic Router has on the plugin beyond OpenRouter.</summary>
    public static IReadOnlyList<string> VllmSrExtras { get; } =
    [
        "analysis_overrides", "max_concurrent", "max_completion_tokens", "temperature", "round_timeout_seconds", "min_successful_responses", "on_error",
        "include_analysis", "include_intermediate_responses", "analysis_template", "synthesis_template", "judge_prompt_version",
    ];

    public static IReadOnlyList<string> VllmSrOverride { get; } = ["model", "temperature", "max_completion_tokens"];

    public static IReadOnlyList<string> Plugin { get; } =
        ["id", "enabled", "preset", "analysis_models", "model", "max_tool_calls", "tools", .. VllmSrExtras];

    public static IReadOnlyList<string> Tool { get; } = ["type", "parameters"];

    public static IReadOnlyList<string> ToolParameters { get; } =
        ["analysis_models", "model", "max_tool_calls", "tools", "max_completion_tokens", "reasoning", "temperature"];

    public static IReadOnlyList<string> LiteLlm { get; } = ["models", "judge", "max_tool_calls", "max_completion_tokens", "reasoning", "temperature"];

    public static IReadOnlyList<string> Merge { get; } = ["analysis_models", "synthesis_model"];

    public static IReadOnlyList<string> FreeLlmApi { get; } = ["models", "k", "judge", "strategy", "expose_panel"];

    /// <summary>The fields of the <c>fusion</c> object that only freellmapi has.</summary>
    public static IReadOnlyList<string> FreeLlmApiOnly { get; } = ["k", "strategy", "expose_panel"];

    /// <summary>Whose a field is that stands in another dialect's object; null when it is nobody's.</summary>
    public static string? OwnerOf(string name, IReadOnlyList<string> here)
    {
        (IReadOnlyList<string> Fields, string Owner)[] dialects =
        [
            (Own, "our own fusion object"),
            (Merge, "Merge's fusion object"),
            (FreeLlmApi, "freellmapi's fusion object"),
            (LiteLlm, "LiteLLM's fusion object"),
            (Plugin, "the fusion plugin"),
        ];
        // Fields inside nested objects are no fields of a dialect's own object.
        bool isWhole = dialects.Any(dialect => ReferenceEquals(dialect.Fields, here)) || ReferenceEquals(here, ToolParameters);
        return isWhole ? dialects.FirstOrDefault(dialect => !ReferenceEquals(dialect.Fields, here) && dialect.Fields.Contains(name)).Owner : null;
    }
}
