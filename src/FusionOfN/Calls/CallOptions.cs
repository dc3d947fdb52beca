using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>Combines the options of a request with those of a model.</summary>
internal static class CallOptions
{
    /// <summary>A fresh copy of the request's options in which everything the model sets for itself wins, and its defaults fill what nobody set.</summary>
    public static ChatOptions For(ChatModel model, ChatOptions? request)
    {
        var merged = request?.Clone() ?? new ChatOptions();
        var (own, defaults) = (model.Options, model.Defaults);

        // A request's model id names the door it came through, not a member; a door that means a model sets it as the model's own.
        merged.ModelId = own?.ModelId ?? defaults?.ModelId;
        merged.Temperature = own?.Temperature ?? merged.Temperature ?? defaults?.Temperature;
        merged.TopP = own?.TopP ?? merged.TopP ?? defaults?.TopP;
        merged.TopK = own?.TopK ?? merged.TopK ?? defaults?.TopK;
        merged.MaxOutputTokens = own?.MaxOutputTokens ?? merged.MaxOutputTokens ?? defaults?.MaxOutputTokens;
        merged.FrequencyPenalty = own?.FrequencyPenalty ?? merged.FrequencyPenalty ?? defaults?.FrequencyPenalty;
        merged.PresencePenalty = own?.PresencePenalty ?? merged.PresencePenalty ?? defaults?.PresencePenalty;
        merged.Seed = own?.Seed ?? merged.Seed ?? defaults?.Seed;
        merged.Reasoning = own?.Reasoning ?? merged.Reasoning ?? defaults?.Reasoning;
        merged.ResponseFormat = own?.ResponseFormat ?? merged.ResponseFormat ?? defaults?.ResponseFormat;
        merged.StopSequences = Copy(own?.StopSequences) ?? merged.StopSequences ?? Copy(defaults?.StopSequences);
        merged.RawRepresentationFactory = own?.RawRepresentationFactory ?? merged.RawRepresentationFactory ?? defaults?.RawRepresentationFactory;
        merged.Instructions = Lines(own?.Instructions, merged.Instructions ?? defaults?.Instructions);
        if (defaults?.AdditionalProperties is { } others)
        {
            foreach (var (key, value) in others)
                (merged.AdditionalProperties ??= []).TryAdd(key, value);
        }

        if (own?.AdditionalProperties is { } owns)
        {
            foreach (var (key, value) in owns)
                (merged.AdditionalProperties ??= [])[key] = value;
        }

        return merged;
    }

    private static string? Lines(string? first, string? second) =>
        string.IsNullOrEmpty(first) ? (string.IsNullOrEmpty(second) ? null : second)
        : string.IsNullOrEmpty(second) ? first
        : $"{first}\n{second}";

    // A client may change what it is given; the model's list is shared by all of its calls.
    private static List<string>? Copy(IList<string>? texts) => texts is null ? null : [.. texts];
}
