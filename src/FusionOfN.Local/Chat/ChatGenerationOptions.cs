using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace FusionOfN.Local;

/// <summary>Lays the options of a call over the model's own defaults.</summary>
internal static class ChatGenerationOptions
{
    public static GenerationOptions Read(ChatOptions? options, GenerationOptions defaults)
    {
        if (options is null)
            return defaults;

        return defaults with
        {
            MaxTokens = options.MaxOutputTokens ?? defaults.MaxTokens,
            Temperature = Exact(options.Temperature) ?? defaults.Temperature,
            TopK = options.TopK ?? defaults.TopK,
            TopP = Exact(options.TopP) ?? defaults.TopP,
            MinP = Number(options, "min_p") ?? defaults.MinP,
            RepetitionPenalty = Number(options, "repetition_penalty") ?? defaults.RepetitionPenalty,
            Stop = options.StopSequences is { Count: > 0 } stop ? [.. stop] : defaults.Stop,
            LogProbabilities = IsSet(options, "logprobs"),
        };
    }

    // 0.95f is 0.949999988…; what was written is what is meant.
    private static double? Exact(float? value) =>
        value is { } number ? double.Parse(number.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : null;

    private static double? Number(ChatOptions options, string name) => Value(options, name) switch
    {
        null => null,
        JsonElement { ValueKind: JsonValueKind.Number } element => element.GetDouble(),
        IConvertible number and not string => number.ToDouble(CultureInfo.InvariantCulture),
        var other => throw new ArgumentException($"The option {name} is \"{other}\"; it must be a number."),
    };

    private static bool IsSet(ChatOptions options, string name) =>
        Value(options, name) is true or JsonElement { ValueKind: JsonValueKind.True };

    private static object? Value(ChatOptions options, string name) => options.AdditionalProperties?.GetValueOrDefault(name);
}
