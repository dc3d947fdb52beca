using System.Text.Json;

namespace FusionOfN.Local;

/// <summary>Reads single values of a <c>tokenizer.json</c>.</summary>
internal static class TokenizerJson
{
    /// <summary>A part that may be missing.</summary>
    public static JsonElement Part(JsonElement element, string name) => element.TryGetProperty(name, out var part) ? part : default;

    public static bool IsMissing(JsonElement element) => element.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined;

    public static bool Flag(JsonElement element, string name, bool missing = false) =>
        element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : missing;

    public static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";

    public static LocalModelException NotUnderstood(string file, string what) => new(
        $"{file} uses {what}, which the local engine does not understand. Use a model with a BPE tokenizer, byte-level (Llama 3, Qwen, SmolLM and the like) " +
        "or of SentencePiece's kind (Llama 2, Mistral, Gemma, Phi 3).");
}
