using System.Text.Json;
using Microsoft.Extensions.AI;

namespace FusionOfN.Synthesis;

/// <summary>Writes conversations as every chat API has them: <c>role</c> and <c>content</c>, a text or, with pictures, a list of parts.</summary>
internal static class MessageJson
{
    public static void WriteList(Utf8JsonWriter writer, IEnumerable<ChatMessage> messages)
    {
        writer.WriteStartArray();
        foreach (var message in messages)
            Write(writer, message);
        writer.WriteEndArray();
    }

    public static void Write(Utf8JsonWriter writer, ChatMessage message)
    {
        writer.WriteStartObject();
        writer.WriteString("role", message.Role.Value);
        writer.WritePropertyName("content");
        if (message.Contents.All(content => content is TextContent))
        {
            writer.WriteStringValue(message.Text);
        }
        else
        {
            writer.WriteStartArray();
            foreach (var content in message.Contents)
                WritePart(writer, content);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void WritePart(Utf8JsonWriter writer, AIContent content)
    {
        var address = content switch
        {
            UriContent uri => uri.Uri.OriginalString,
            DataContent data => data.Uri,
            _ => null,
        };
        writer.WriteStartObject();
        if (address is null)
        {
            writer.WriteString("type", "text");
            writer.WriteString("text", (content as TextContent)?.Text ?? "");
        }
        else
        {
            writer.WriteString("type", "image_url");
            writer.WriteStartObject("image_url");
            writer.WriteString("url", address);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
