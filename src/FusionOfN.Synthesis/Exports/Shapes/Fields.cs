using System.Text.Json;
using Microsoft.Extensions.AI;

namespace FusionOfN.Synthesis;

/// <summary>The pieces that several line formats share.</summary>
internal static class Fields
{
    /// <summary>A named conversation, with the pictures of the item in its last message.</summary>
    public static void Conversation(this Utf8JsonWriter writer, string name, ExportItem item, string? answer = null)
    {
        writer.WritePropertyName(name);
        MessageJson.WriteList(writer, answer is null ? WithImages(item) : [.. WithImages(item), Assistant(answer)]);
    }

    /// <summary>A named list of one message of the assistant.</summary>
    public static void AnswerList(this Utf8JsonWriter writer, string name, string answer)
    {
        writer.WritePropertyName(name);
        MessageJson.WriteList(writer, [Assistant(answer)]);
    }

    /// <summary>A named message of the assistant.</summary>
    public static void AnswerMessage(this Utf8JsonWriter writer, string name, string answer)
    {
        writer.WritePropertyName(name);
        MessageJson.Write(writer, Assistant(answer));
    }

    /// <summary>A message in the form of ShareGPT.</summary>
    public static void Said(this Utf8JsonWriter writer, string from, string value)
    {
        writer.WriteStartObject();
        writer.WriteString("from", from);
        writer.WriteString("value", value);
        writer.WriteEndObject();
    }

    private static ChatMessage Assistant(string text) => new(ChatRole.Assistant, text);

    private static IEnumerable<ChatMessage> WithImages(ExportItem item)
    {
        if (item.Row.Images is not { Count: > 0 } images)
            return item.Row.Prompt;
        var last = item.Row.Prompt[^1];
        return [.. item.Row.Prompt.SkipLast(1), new ChatMessage(last.Role, [.. last.Contents, .. images.Select(image => new UriContent(new Uri(image, UriKind.RelativeOrAbsolute), "image/*"))])];
    }
}
