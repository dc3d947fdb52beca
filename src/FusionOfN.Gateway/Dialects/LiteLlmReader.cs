using FusionOfN.Configuration;

namespace FusionOfN.Gateway;

/// <summary>LiteLLM's <c>fusion</c> object: its judge analyses and writes.</summary>
internal static class LiteLlmReader
{
    private const int MostModels = 8;

    public static FusionAsk Read(DialectRequest request, JsonFields fusion)
    {
        Reading.RefuseUnknown(fusion, Vocabulary.LiteLlm);
        WebTools.ReadLimit(fusion);
        var (judge, criteria) = Reading.Judge(fusion, "judge", request.Models);
        var (effort, reasoningTokens) = GenerationReader.Reasoning(fusion);
        GenerationOverrides inner = new()
        {
            MaxCompletionTokens = GenerationReader.MaxCompletionTokens(fusion),
            ReasoningEffort = effort,
            ReasoningMaxTokens = reasoningTokens,
        };
        return request.Ask(DialectNames.LiteLlm) with
        {
            Overrides = new()
            {
                Models = Reading.Models(fusion, "models", request.Models, MostModels),
                Fusors = judge is null ? [] : [judge],
                Judge = judge,
                Criteria = criteria,
                // The limits are per inner call: those of the panel and of the analysis, not the answer's.
                PanelOptions = GenerationReader.OrNull(inner with { Temperature = GenerationReader.Temperature(fusion) }),
                JudgeOptions = GenerationReader.OrNull(inner),
            },
        };
    }
}
