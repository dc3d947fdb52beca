using System.Text.Json;

namespace FusionOfN.Local;

/// <summary>Reads single values of a <c>tokenizer.json</c>.</summary>
internal static class TokenizerJson
{
    private const int MaxShown = 60;

    /// <summary>A part that may be missing.</summary>
    public static JsonElement Part(JsonElement element, string name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var part) ? part : default;

    public static bool IsMissing(JsonElement element) => element.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined;

    public static bool Flag(JsonElement element, string name, bool missing = false) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : missing;

    public static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";

    /// <summary>A part that must be there.</summary>
    /// <exception cref="FormatException">It is missing.</exception>
    public static JsonElement Required(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var part) ? part : throw new FormatException($"\"{name}\" is missing in {Shown(element)}.");

    /// <exception cref="FormatException">The part is missing or no string.</exception>
    public static string RequiredText(JsonElement element, string name) => TextOf(Required(element, name), name);

    /// <exception cref="FormatException">The element is no string.</exception>
    public static string TextOf(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.String ? element.GetString()! : throw new FormatException($"\"{name}\" is {Shown(element)}; it must be a string.");

    /// <exception cref="FormatException">The part is missing or no list.</exception>
    public static JsonElement.ArrayEnumerator RequiredList(JsonElement element, string name) => Required(element, name) is { ValueKind: JsonValueKind.Array } list
        ? list.EnumerateArray()
        : throw new FormatException($"\"{name}\" is {Shown(Required(element, name))}; it must be a list.");

    /// <exception cref="FormatException">The part is missing or no object.</exception>
    public static JsonElement.ObjectEnumerator RequiredObject(JsonElement element, string name) => Required(element, name) is { ValueKind: JsonValueKind.Object } map
        ? map.EnumerateObject()
        : throw new FormatException($"\"{name}\" is {Shown(Required(element, name))}; it must be an object.");

    /// <summary>An element as it stands in the file, shortened.</summary>
    public static string Shown(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Undefined => "nothing",
        JsonValueKind.Object or JsonValueKind.Array when element.GetRawText() is { Length: > MaxShown } => element.ValueKind == JsonValueKind.Object ? "an object" : "a list",
        _ when element.GetRawText() is { Length: > MaxShown } text => $"{text.AsSpan(0, MaxShown)}…",
        _ => element.GetRawText(),
    };

    public static LocalModelException NotUnderstood(string file, string what) => new(
        $"{file} uses {what}, which the local engine does not understand. Use a model with a BPE tokenizer, byte-level (Llama 3, Qwen, SmolLM and the like) " +
        "or of SentencePiece's kind (Llama 2, Mistral, Gemma, Phi 3).");
}
