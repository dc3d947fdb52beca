using System.Text.Json;
using System.Text.Json.Nodes;
using FusionOfN.Configuration;
using Microsoft.Extensions.AI;

namespace FusionOfN.Gateway;

/// <summary>Reads options of calls: temperature, reasoning, a limit of tokens.</summary>
internal static class GenerationReader
{
    /// <summary>An object that holds nothing else; null when it is absent.</summary>
    public static GenerationOverrides? Read(JsonFields fields, string name)
    {
        if (fields.Object(name) is not { } options)
            return null;
        Reading.RefuseUnknown(options, Vocabulary.Generation);
        var (effort, tokens) = Reasoning(options);
        return OrNull(new() { Temperature = Temperature(options), ReasoningEffort = effort, ReasoningMaxTokens = tokens, MaxCompletionTokens = MaxCompletionTokens(options) });
    }

    public static double? Temperature(JsonFields fields) => fields.Number("temperature", 0, 2);

    public static int? MaxCompletionTokens(JsonFields fields) => fields.Int("max_completion_tokens", 1);

    /// <summary>The effort alone, or an object.</summary>
    public static (ReasoningEffort? Effort, int? MaxTokens) Reasoning(JsonFields fields)
    {
        if (fields.Take("reasoning") is JsonValue value && value.GetValueKind() == JsonValueKind.String)
            return (Effort(fields, "reasoning"), null);
        if (fields.Object("reasoning") is not { } reasoning)
            return default;
        Reading.RefuseUnknown(reasoning, Vocabulary.Reasoning);
        return (Effort(reasoning, "effort"), reasoning.Int("max_tokens", 1));
    }

    /// <summary>The options, or null when they set nothing.</summary>
    public static GenerationOverrides? OrNull(GenerationOverrides options) => options == new GenerationOverrides() ? null : options;

    private static ReasoningEffort? Effort(JsonFields fields, string name) => Reading.Word(fields, name, EffortWords.All);
}
