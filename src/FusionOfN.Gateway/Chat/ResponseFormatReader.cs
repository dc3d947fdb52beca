using System.Text.Json;
using Microsoft.Extensions.AI;

namespace FusionOfN.Gateway;

/// <summary>Reads <c>response_format</c>, and makes the check that holds the final answer to it.</summary>
internal static class ResponseFormatReader
{
    public static void Read(JsonFields body, ChatOptions options, out IAnswerCheck? check)
    {
        check = null;
        if (body.Object("response_format") is { } format)
            Read(format, format.Object("json_schema"), options, out check);
    }

    /// <summary>Reads a format whose schema stands in an object of its own, or (Responses API) beside the type.</summary>
    public static void Read(JsonFields format, JsonFields? jsonSchema, ChatOptions options, out IAnswerCheck? check)
    {
        check = null;
        switch (format.RequiredString("type"))
        {
            case "text":
                break;
            case "json_object":
                options.ResponseFormat = ChatResponseFormat.Json;
                check = JsonAnswerCheck.AnyObject;
                break;
            case "json_schema":
                var holder = jsonSchema ?? throw format.Missing("json_schema");
                var schema = holder.RequiredObject("schema");
                var element = JsonSerializer.SerializeToElement(schema.Whole, GatewayJson.Context.JsonObject);
                options.ResponseFormat = ChatResponseFormat.ForJsonSchema(element, holder.RequiredString("name"), holder.String("description"));
                if (holder.Bool("strict") is { } strict)
                    (options.AdditionalProperties ??= [])["strict"] = strict;
                check = JsonAnswerCheck.ForSchema(element, schema.Path, isStrict: holder.Bool("strict") ?? false);
                break;
            default:
                throw format.Bad("type", "give text, json_object or json_schema.", "unsupported_value");
        }
    }
}
