using System.Text.Json.Nodes;
using FusionOfN.Providers;

namespace FusionOfN.Configuration;

/// <summary>Puts a limit on reasoning tokens into the words of the endpoint: no common option says it.</summary>
internal static class ReasoningBudget
{
    /// <summary>The settings with the limit, if they have one, as a field of the body.</summary>
    /// <exception cref="ConfigurationException">The model cannot be given a limit.</exception>
    public static GenerationSettings Apply(GenerationSettings settings, string model, EndpointKind? kind)
    {
        if (settings.Reasoning?.MaxTokens is not { } tokens)
            return settings;

        var (key, field) = kind switch
        {
            EndpointKind.OpenAi or EndpointKind.Azure => ("reasoning", new JsonObject { ["max_tokens"] = tokens }),
            EndpointKind.Anthropic => ("thinking", new JsonObject { ["type"] = "enabled", ["budget_tokens"] = tokens }),
            _ => throw new ConfigurationException(
                $"The model {Secrets.Show(model)} cannot be given a limit of reasoning tokens. Give it an effort instead."),
        };
        var body = settings.Body?.DeepClone().AsObject() ?? [];
        body[key] = field;
        return settings with { Body = body, Reasoning = null };
    }
}
