using Microsoft.Extensions.AI;

namespace FusionOfN.Configuration;

/// <summary>What one run asks of the calls of a role or a model. Everything that is not set stays as it is.</summary>
public sealed record GenerationOverrides
{
    /// <summary>The sampling temperature, 0 to 2.</summary>
    public double? Temperature { get; init; }

    /// <summary>Nucleus sampling: the probability mass that is kept, 0 to 1.</summary>
    public double? TopP { get; init; }

    /// <summary>The most tokens of one answer, reasoning included; at least 1.</summary>
    public int? MaxCompletionTokens { get; init; }

    /// <summary>How much the model reasons. Replaces a limit of reasoning tokens that the recipe sets.</summary>
    public ReasoningEffort? ReasoningEffort { get; init; }

    /// <summary>The most tokens of reasoning, at least 1; the effort is not sent then. Not every kind of endpoint can be given one.</summary>
    public int? ReasoningMaxTokens { get; init; }

    /// <summary>The settings with what is asked for on top.</summary>
    internal T Over<T>(T settings)
        where T : GenerationSettings => (T)(settings with
        {
            Temperature = Temperature ?? settings.Temperature,
            TopP = TopP ?? settings.TopP,
            MaxCompletionTokens = MaxCompletionTokens ?? settings.MaxCompletionTokens,
            Reasoning = (ReasoningEffort, ReasoningMaxTokens) is (null, null)
                ? settings.Reasoning
                : new ReasoningSettings { Effort = ReasoningEffort, MaxTokens = ReasoningMaxTokens },
        });
}
