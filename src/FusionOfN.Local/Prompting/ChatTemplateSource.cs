using System.Text.Json;

namespace FusionOfN.Local;

/// <summary>The text of a model's chat template, with the tokens that it can name.</summary>
/// <param name="Text">The template.</param>
/// <param name="Tokens">The tokens by their names, such as <c>bos_token</c>.</param>
internal sealed record ChatTemplateSource(string Text, IReadOnlyDictionary<string, string> Tokens)
{
    private static readonly string[] Names = ["bos_token", "eos_token", "unk_token", "pad_token", "sep_token", "cls_token", "mask_token"];

    /// <summary>The end-of-sequence token, if any.</summary>
    public string? EndToken => Tokens.GetValueOrDefault("eos_token");

    /// <summary>Reads <c>chat_template.jinja</c>, else the template in <c>tokenizer_config.json</c>.</summary>
    /// <returns>The source, its text empty when the model has no template.</returns>
    public static ChatTemplateSource Read(string directory)
    {
        var path = Path.Combine(directory, "tokenizer_config.json");
        try
        {
            JsonElement config = default;
            if (File.Exists(path))
            {
                using var document = JsonDocument.Parse(File.ReadAllBytes(path));
                config = document.RootElement.Clone();
            }

            var own = Path.Combine(directory, "chat_template.jinja");
            var text = File.Exists(own) ? File.ReadAllText(own) : Template(config);
            return new ChatTemplateSource(text, Names.Select(name => (name, token: Token(config, name))).Where(pair => pair.token is not null).ToDictionary(pair => pair.name, pair => pair.token!));
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            throw new LocalModelException($"{path} is not a tokenizer_config.json the local engine can read: {JsonMistake.Describe(exception)}.", exception);
        }
    }

    private static string Template(JsonElement config)
    {
        if (config.ValueKind != JsonValueKind.Object || !config.TryGetProperty("chat_template", out var template))
            return "";
        if (template.ValueKind == JsonValueKind.String)
            return template.GetString()!;
        if (template.ValueKind != JsonValueKind.Array)
            return "";

        // Models with several templates name them; the one for plain chat is called "default".
        var named = template.EnumerateArray().FirstOrDefault(item => TokenizerJson.RequiredText(item, "name") == "default");
        return named.ValueKind == JsonValueKind.Object ? TokenizerJson.RequiredText(named, "template") : "";
    }

    private static string? Token(JsonElement config, string name)
    {
        if (config.ValueKind != JsonValueKind.Object || !config.TryGetProperty(name, out var token))
            return null;
        return token.ValueKind switch
        {
            JsonValueKind.String => token.GetString(),
            JsonValueKind.Object when token.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.String => content.GetString(),
            _ => null,
        };
    }
}
