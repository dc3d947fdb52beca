using System.Text.Json;
using Microsoft.Extensions.AI;

namespace FusionOfN.Providers;

/// <summary>Writes what shapes an answer: the tools offered, which of them must be called, and the format of the text.</summary>
internal static class ToolWriter
{
    private const string Strict = "strict";

    // What the API asks of a strict schema. Others go out as they were given.
    private static readonly AIJsonSchemaTransformCache StrictSchemas = new(new AIJsonSchemaTransformOptions
    {
        DisallowAdditionalProperties = true,
        RequireAllProperties = true,
        ConvertBooleanSchemas = true,
        MoveDefaultKeywordToDescription = true,
    });

    public static void WriteTools(Utf8JsonWriter json, IEnumerable<AIFunctionDeclaration> tools, ChatOptions options)
    {
        json.WriteStartArray();
        foreach (AIFunctionDeclaration tool in tools)
        {
            bool? strict = IsStrict(tool.AdditionalProperties);
            json.WriteStartObject();
            json.WriteString("type"u8, "function"u8);
            json.WriteStartObject("function"u8);
            json.WriteString("name"u8, tool.Name);
            if (tool.Description.Length > 0) json.WriteString("description"u8, tool.Description);
            json.WritePropertyName("parameters"u8);
            (strict == true ? StrictSchemas.GetOrCreateTransformedSchema(tool) : tool.JsonSchema).WriteTo(json);
            if (strict is not null) json.WriteBoolean("strict"u8, strict.Value);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void WriteChoice(Utf8JsonWriter json, ChatToolMode mode)
    {
        if (mode is RequiredChatToolMode { RequiredFunctionName: { } name })
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "function"u8);
            json.WriteStartObject("function"u8);
            json.WriteString("name"u8, name);
            json.WriteEndObject();
            json.WriteEndObject();
            return;
        }

        json.WriteStringValue(mode is RequiredChatToolMode ? "required"u8 : mode is NoneChatToolMode ? "none"u8 : "auto"u8);
    }

    public static void WriteFormat(Utf8JsonWriter json, ChatResponseFormat format, ChatOptions options)
    {
        json.WriteStartObject();
        switch (format)
        {
            case ChatResponseFormatJson { Schema: { } schema } described:
                bool? strict = IsStrict(options.AdditionalProperties);
                json.WriteString("type"u8, "json_schema"u8);
                json.WriteStartObject("json_schema"u8);
                json.WriteString("name"u8, described.SchemaName ?? "answer");
                if (described.SchemaDescription is { Length: > 0 } description) json.WriteString("description"u8, description);
                json.WritePropertyName("schema"u8);
                (strict == true ? StrictSchemas.GetOrCreateTransformedSchema(described)!.Value : schema).WriteTo(json);
                if (strict is not null) json.WriteBoolean("strict"u8, strict.Value);
                json.WriteEndObject();
                break;
            case ChatResponseFormatJson:
                json.WriteString("type"u8, "json_object"u8);
                break;
            default:
                json.WriteString("type"u8, "text"u8);
                break;
        }

        json.WriteEndObject();
    }

    private static bool? IsStrict(IReadOnlyDictionary<string, object?>? properties) =>
        properties?.TryGetValue(Strict, out object? value) == true && value is bool strict ? strict : null;
}
