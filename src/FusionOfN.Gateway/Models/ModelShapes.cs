using System.Globalization;
using System.Text.Json;

namespace FusionOfN.Gateway;

/// <summary>Whose list of models a client reads.</summary>
internal enum ModelShape
{
    /// <summary>OpenAI's, with fields of ours.</summary>
    OpenAi,

    /// <summary>OpenRouter's, whose SDK refuses a model without all its fields.</summary>
    OpenRouter,

    /// <summary>Anthropic's.</summary>
    Anthropic,
}

/// <summary>Writes what the lists of other APIs have beside OpenAI's fields.</summary>
internal static class ModelShapes
{
    public static void WriteAnthropic(Utf8JsonWriter json, ModelCard card, DateTimeOffset since)
    {
        json.WriteString("type"u8, "model"u8);
        json.WriteString("display_name"u8, card.Id);
        json.WriteString("created_at"u8, since.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
    }

    public static void WriteOpenRouter(Utf8JsonWriter json, ModelCard card)
    {
        json.WriteString("name"u8, card.Id);
        json.WriteString("canonical_slug"u8, card.Id);
        if (card.ContextLength is null)
            json.WriteNull("context_length"u8);
        json.WriteStartObject("architecture"u8);
        json.WriteString("modality"u8, "text->text"u8);
        WriteOne(json, "input_modalities"u8, "text"u8);
        WriteOne(json, "output_modalities"u8, "text"u8);
        json.WriteString("tokenizer"u8, "Other"u8);
        json.WriteNull("instruct_type"u8);
        json.WriteEndObject();

        // Minus one is OpenRouter's word for a price that depends: what a run costs is known when it is over.
        json.WriteStartObject("pricing"u8);
        json.WriteString("prompt"u8, "-1"u8);
        json.WriteString("completion"u8, "-1"u8);
        json.WriteEndObject();
        json.WriteStartObject("top_provider"u8);
        if (card.ContextLength is { } context)
            json.WriteNumber("context_length"u8, context);
        else
            json.WriteNull("context_length"u8);
        if (card.MaxOutputTokens is { } output)
            json.WriteNumber("max_completion_tokens"u8, output);
        else
            json.WriteNull("max_completion_tokens"u8);
        json.WriteBoolean("is_moderated"u8, false);
        json.WriteEndObject();
        json.WriteNull("per_request_limits"u8);
        json.WriteNull("default_parameters"u8);
        json.WriteNull("supported_voices"u8);
        json.WriteStartObject("links"u8);
        json.WriteString("details"u8, $"/v1/models/{card.Id}");
        json.WriteEndObject();
    }

    /// <summary>Writes what stands behind the models of a list.</summary>
    public static void WriteEnd(Utf8JsonWriter json, ModelShape shape, IReadOnlyList<ModelCard> cards)
    {
        switch (shape)
        {
            case ModelShape.Anthropic:
                json.WriteBoolean("has_more"u8, false);
                json.WriteString("first_id"u8, cards.Count > 0 ? cards[0].Id : null);
                json.WriteString("last_id"u8, cards.Count > 0 ? cards[^1].Id : null);
                break;
            case ModelShape.OpenRouter:
                json.WriteStartObject("links"u8);
                json.WriteNull("next"u8);
                json.WriteEndObject();
                json.WriteNumber("total_count"u8, cards.Count);
                break;
        }
    }

    private static void WriteOne(Utf8JsonWriter json, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        json.WriteStartArray(name);
        json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
