using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>Combines the options of a request with those of a model.</summary>
internal static class CallOptions
{
    /// <summary>A fresh copy of the request's options in which everything the model sets for itself wins.</summary>
    public static ChatOptions Merge(ChatOptions? request, ChatOptions? model)
    {
        var merged = request?.Clone() ?? new ChatOptions();

        // A client knows its own model; the request's model id names the door it came through, not a member.
        merged.ModelId = model?.ModelId;
        if (model is null)
            return merged;

        merged.Temperature = model.Temperature ?? merged.Temperature;
        merged.TopP = model.TopP ?? merged.TopP;
        merged.TopK = model.TopK ?? merged.TopK;
        merged.MaxOutputTokens = model.MaxOutputTokens ?? merged.MaxOutputTokens;
        merged.FrequencyPenalty = model.FrequencyPenalty ?? merged.FrequencyPenalty;
        merged.PresencePenalty = model.PresencePenalty ?? merged.PresencePenalty;
        merged.Seed = model.Seed ?? merged.Seed;
        merged.Reasoning = model.Reasoning ?? merged.Reasoning;
        merged.ResponseFormat = model.ResponseFormat ?? merged.ResponseFormat;
        merged.StopSequences = model.StopSequences ?? merged.StopSequences;
        merged.RawRepresentationFactory = model.RawRepresentationFactory ?? merged.RawRepresentationFactory;
        merged.Instructions = string.Join('\n', new[] { model.Instructions, merged.Instructions }.Where(text => !string.IsNullOrEmpty(text))) is { Length: > 0 } text ? text : null;
        foreach (var (key, value) in model.AdditionalProperties ?? [])
            (merged.AdditionalProperties ??= [])[key] = value;
        return merged;
    }
}
