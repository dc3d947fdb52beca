using System.Text.Json;

namespace FusionOfN.Local;

/// <summary>The text of a model's chat template, with the names of the tokens it speaks of.</summary>
/// <param name="Text">The template.</param>
/// <param name="BeginToken">The beginning-of-sequence token, if any.</param>
/// <param name="EndToken">The end-of-sequence token, if any.</param>
internal sealed record ChatTemplateSource(string Text, string? BeginToken, string? EndToken)
{
    /// <summary>Reads <c>chat_template.jinja</c>, else the template in <c>tokenizer_config.json</c>.</summary>
    /// <returns>The source, its text empty when the model has no template.</returns>
    public static ChatTemplateSource Read(string directory)
    {
        var path = Path.Combine(directory, "tokenizer_config.json");
        JsonElement config = default;
        if (File.Exists(path))
        {
            try
            {
                using var document = JsonDocument.Parse(File.ReadAllBytes(path));
                config = document.RootElement.Clone();
            }
            catch (JsonException exception)
            {
                throw new LocalModelException($"{path} is not valid JSON: {exception.Message}", exception);
            }
        }

        var own = Path.Combine(directory, "chat_template.jinja");
        var text = File.Exists(own) ? File.ReadAllText(own) : Template(config);
        return new ChatTemplateSource(text, Token(config, "bos_token"), Token(config, "eos_token"));
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
        var named = template.EnumerateArray().FirstOrDefault(item => item.GetProperty("name").GetString() == "default");
        return named.ValueKind == JsonValueKind.Object ? named.GetProperty("template").GetString()! : "";
    }

    private static string? Token(JsonElement config, string name)
    {
        if (config.ValueKind != JsonValueKind.Object || !config.TryGetProperty(name, out var token))
            return null;
        return token.ValueKind switch
        {
            JsonValueKind.String => token.GetString(),
            JsonValueKind.Object when token.TryGetProperty("content", out var content) => content.GetString(),
            _ => null,
        };
    }
}
