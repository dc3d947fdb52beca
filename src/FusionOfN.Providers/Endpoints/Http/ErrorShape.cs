using System.Globalization;
using System.Text.Json;

namespace FusionOfN.Providers;

/// <summary>One shape in which servers say what went wrong.</summary>
/// <param name="Message">Where the words stand: names and <c>[0]</c>, with dots between them.</param>
/// <param name="Codes">Where its code may stand, the first that is there counts.</param>
/// <param name="Senders">Who sends it.</param>
internal sealed record ErrorShape(string Message, IReadOnlyList<string> Codes, string Senders)
{
    /// <summary>The shapes that are read, in the order in which they are tried.</summary>
    /// <remarks>Sources: the API references of the senders named, and the code of the open ones. docs/wire.md shows the same table.</remarks>
    public static IReadOnlyList<ErrorShape> All { get; } =
    [
        new("error.metadata.raw", ["error.code"], "OpenRouter: the words of the provider behind it"),
        new("error.message", ["error.code", "error.type", "error.status"], "OpenAI, Azure, vLLM, llama.cpp, Anthropic, Gemini, Groq and most others"),
        new("error", ["code", "error_type", "type", "status_code"], "Ollama, TGI, text-generation servers"),
        new("choices.[0].error.message", ["choices.[0].error.code", "choices.[0].error.type"], "OpenRouter, inside a reply"),
        new("choices.[0].error", [], "proxies, inside a reply"),
        new("[0].error.message", ["[0].error.code", "[0].error.status"], "Gemini, in a list"),
        new("errors.[0].message", ["errors.[0].code"], "Cloudflare, GraphQL gateways"),
        new("errors", ["code", "status"], "Rails and Laravel servers: what does not fit, by field"),
        new("message", ["code", "type", "__type", "status"], "Mistral, Cohere, Bedrock, DashScope, SiliconFlow, older vLLM and SGLang (`\"object\":\"error\"`)"),
        new("Message", ["__type", "Code"], "Bedrock"),
        new("detail.message", ["detail.code", "detail.type"], "FastAPI servers"),
        new("detail", ["code", "type", "status"], "FastAPI servers: a text, or a list of what does not fit"),
        new("error_msg", ["error_code"], "Baidu"),
        new("base_resp.status_msg", ["base_resp.status_code"], "MiniMax"),
        new("msg", ["code"], "Zhipu, older interfaces"),
    ];

    /// <summary>Reads the shape; null when the JSON has another.</summary>
    public (string Message, string? Code)? Read(JsonElement root)
    {
        if (Find(root, Message) is not { } message || Words(message, Message) is not { } words || string.IsNullOrWhiteSpace(words)) return null;
        string? code = Codes.Select(path => Find(root, path) is { } value ? Code(value) : null).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));
        return (words, code);
    }

    private static JsonElement? Find(JsonElement element, string path)
    {
        foreach (string name in path.Split('.'))
        {
            if (name == "[0]")
            {
                if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() == 0) return null;
                element = element[0];
            }
            else if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element;
    }

    private static string? Words(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        // FastAPI lists the fields that do not fit, others name them.
        JsonValueKind.Array or JsonValueKind.Object when path is "detail" or "errors" => value.GetRawText(),
        _ => null,
    };

    private static string? Code(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.TryGetDecimal(out decimal number) ? number.ToString(CultureInfo.InvariantCulture) : null,
        _ => null,
    };
}
