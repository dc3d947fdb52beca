using FusionOfN.Providers;
using Microsoft.Extensions.AI;

namespace FusionOfN.Configuration;

/// <summary>Turns the file's sampling settings into the options of a call.</summary>
internal static class GenerationMapping
{
    /// <summary>Puts settings together, the first ones winning.</summary>
    public static GenerationSettings Combine(params IEnumerable<GenerationSettings?> layers)
    {
        GenerationSettings combined = new();
        foreach (var layer in layers.OfType<GenerationSettings>())
        {
            // An effort above a limit of tokens replaces it: the two are ways to say the same thing.
            combined = RecipeSettingsResolver.Overlay(combined, Plain(layer)) with { Reasoning = combined.Reasoning ?? layer.Reasoning };
        }

        return combined;
    }

    /// <summary>The options, over those a model has already; null when neither sets anything.</summary>
    public static ChatOptions? ToOptions(GenerationSettings settings, ChatOptions? under = null)
    {
        if (settings == new GenerationSettings())
            return under;

        var options = under?.Clone() ?? new ChatOptions();
        options.Temperature = (float?)settings.Temperature ?? options.Temperature;
        options.TopP = (float?)settings.TopP ?? options.TopP;
        options.TopK = settings.TopK ?? options.TopK;
        options.MaxOutputTokens = settings.MaxCompletionTokens ?? options.MaxOutputTokens;
        options.FrequencyPenalty = (float?)settings.FrequencyPenalty ?? options.FrequencyPenalty;
        options.PresencePenalty = (float?)settings.PresencePenalty ?? options.PresencePenalty;
        options.StopSequences = settings.Stop is { } stop ? [.. stop] : options.StopSequences;
        options.Reasoning = settings.Reasoning is { } reasoning ? new ReasoningOptions { Effort = reasoning.Effort } : options.Reasoning;
        if (settings.Body is { Count: > 0 } body)
            (options.AdditionalProperties ??= [])[EndpointProperties.Body] = body;
        return options;
    }

    // Members and models carry these settings among others of their own.
    private static GenerationSettings Plain(GenerationSettings settings)
    {
        GenerationSettings plain = new();
        foreach (var field in Shape.Of(typeof(GenerationSettings)).Fields)
            field.Set(plain, field.Get(settings));
        return plain;
    }
}
