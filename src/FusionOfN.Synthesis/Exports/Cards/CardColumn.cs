using System.Text.Json;

namespace FusionOfN.Synthesis;

/// <summary>A column of the rows, as told from one of them.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type in the words of the hub.</param>
/// <param name="Value">What one row has in it.</param>
internal sealed record CardColumn(string Name, string Type, JsonElement Value)
{
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["prompt"] = "the conversation to answer, the user last",
        ["completion"] = "the answer of the method",
        ["messages"] = "the conversation with the answer as its last message",
        ["conversations"] = "the conversation with the answer as its last message",
        ["chosen"] = "the answer of the method",
        ["rejected"] = "a worse candidate",
        ["label"] = "whether the answer is the method's (true) or a worse candidate (false)",
        ["instruction"] = "the last message of the user",
        ["input"] = "what belongs to the prompt",
        ["output"] = "the answer of the method",
        ["system"] = "the system message",
        ["history"] = "the turns before, as pairs of question and answer",
        ["preferred_output"] = "the answer of the method",
        ["non_preferred_output"] = "a worse candidate",
        ["candidates"] = "every candidate with its state, tokens, cost and score",
        ["answers"] = "the answer of every method with its tokens, cost and score",
        ["position"] = "the row's place in the prompts, from 0",
        ["id"] = "the prompt's id",
        ["key"] = "the SHA-256 of what was asked",
        ["language"] = "the language of the prompt",
        ["calls"] = "calls to models",
        ["input_tokens"] = "prompt tokens of all calls",
        ["output_tokens"] = "answer tokens of all calls",
        ["cost_usd"] = "what the calls cost in US dollars",
        ["seed"] = "what everything random in the row derives from",
        ["version"] = "the program's version",
    };

    /// <summary>What stands in it; empty where that is not known.</summary>
    public string Description => Known.GetValueOrDefault(Name, "");

    public static IReadOnlyList<CardColumn> Of(JsonElement row) => [.. row.EnumerateObject().Select(field => new CardColumn(field.Name, TypeOf(field.Value), field.Value))];

    /// <summary>The column as the hub's <c>features</c> have it, in lines of YAML.</summary>
    public IEnumerable<string> Feature() => FeatureOf(Name, Value);

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => $"list of {(value.GetArrayLength() > 0 ? TypeOf(value[0]) : "string")}",
        JsonValueKind.Object => $"{{{string.Join(", ", value.EnumerateObject().Take(6).Select(field => field.Name))}}}",
        _ => Scalar(value),
    };

    private static string Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "bool",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "int64" : "float64",
        _ => "string",
    };

    private static IEnumerable<string> FeatureOf(string name, JsonElement value)
    {
        var head = $"- name: {JsonSerializer.Serialize(name, SynthJson.Line.String)}";
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                return [head, "  struct:", .. value.EnumerateObject().SelectMany(field => FeatureOf(field.Name, field.Value)).Select(line => "  " + line)];
            case JsonValueKind.Array when value.GetArrayLength() > 0 && value[0].ValueKind == JsonValueKind.Object:
                return [head, "  list:", .. value[0].EnumerateObject().SelectMany(field => FeatureOf(field.Name, field.Value)).Select(line => "  " + line)];
            case JsonValueKind.Array when value.GetArrayLength() > 0 && value[0].ValueKind == JsonValueKind.Array:
                return [head, "  list:", "    list: string"];
            case JsonValueKind.Array:
                return [head, $"  list: {(value.GetArrayLength() > 0 ? Scalar(value[0]) : "string")}"];
            default:
                return [head, $"  dtype: {Scalar(value)}"];
        }
    }
}
