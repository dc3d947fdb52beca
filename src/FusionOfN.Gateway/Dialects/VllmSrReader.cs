using FusionOfN.Configuration;

namespace FusionOfN.Gateway;

/// <summary>The keys that vLLM Semantic Router adds to the fusion plugin.</summary>
internal static class VllmSrReader
{
    private const double LongestRoundSeconds = 86_400;

    /// <summary>What the keys ask for, over what the plugin asks for.</summary>
    public static FusionAsk Read(JsonFields plugin, FusionAsk ask, ModelDirectory models)
    {
        foreach (string template in (string[])["analysis_template", "synthesis_template"])
        {
            if (plugin.Take(template) is not null)
                throw plugin.Bad(template, "prompts are the gateway's own, because they keep untrusted candidates fenced in. Leave it out; our own fusion object can say what a good answer is (judge.criteria).", "unsupported_field");
        }

        if (plugin.Take("judge_prompt_version") is not null)
            throw plugin.Bad("judge_prompt_version", "prompts here have versions of their own, named in the receipt, and cannot be chosen. Leave it out.", "unsupported_field");

        var members = Overrides(plugin, ask.Overrides.Models, models);
        GenerationOverrides inner = new() { MaxCompletionTokens = GenerationReader.MaxCompletionTokens(plugin) };
        return ask with
        {
            Overrides = ask.Overrides with
            {
                MaxConcurrency = plugin.Int("max_concurrent", 1),
                PanelOptions = GenerationReader.OrNull(inner with { Temperature = GenerationReader.Temperature(plugin) }),
                JudgeOptions = GenerationReader.OrNull(inner),
                ModelOptions = members,
                Quorum = Quorum(plugin, ask.Overrides.Models.Count),
            },
            Analyse = plugin.Bool("include_analysis") ?? false,
            Expose = plugin.Bool("include_intermediate_responses") == true ? Expose.Full : ask.Expose,
        };
    }

    private static QuorumOverrides? Quorum(JsonFields plugin, int listed)
    {
        var seconds = plugin.Number("round_timeout_seconds", 0.001, LongestRoundSeconds);
        var least = plugin.Int("min_successful_responses", 1, listed > 0 ? listed : Reading.MostSamples);
        bool failing = Reading.Word(plugin, "on_error", ("skip", false), ("fail", true)) ?? false;
        if (failing && least is not null)
            throw plugin.Bad("min_successful_responses", "with on_error: fail every response must succeed. Give one of the two.");

        QuorumOverrides quorum = new()
        {
            Min = least,
            Required = least,
            RequireAll = failing,
            WaitForAll = failing,
            Timeout = seconds is { } number ? TimeSpan.FromSeconds(number) : null,
        };
        return quorum == new QuorumOverrides() ? null : quorum;
    }

    private static Dictionary<string, GenerationOverrides> Overrides(JsonFields plugin, IReadOnlyList<string> listed, ModelDirectory models)
    {
        Dictionary<string, GenerationOverrides> options = [];
        foreach (var item in plugin.Objects("analysis_overrides") ?? [])
        {
            Reading.RefuseUnknown(item, Vocabulary.VllmSrOverride);
            string model = Reading.Model(item, "model", models) ?? throw item.Missing("model");
            if (listed.Count > 0 && !listed.Contains(model))
                throw item.Bad("model", $"{Secrets.Show(model)} is not among analysis_models.{ModelDirectory.Meant(model, listed)}");
            if (!options.TryAdd(model, new() { Temperature = GenerationReader.Temperature(item), MaxCompletionTokens = GenerationReader.MaxCompletionTokens(item) }))
                throw item.Bad("model", $"{Secrets.Show(model)} stands in the list twice.");
        }

        return options;
    }
}
