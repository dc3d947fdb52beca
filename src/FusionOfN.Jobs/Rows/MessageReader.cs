using System.Text.Json;
using Microsoft.Extensions.AI;

namespace FusionOfN.Jobs;

/// <summary>Reads conversations written as JSON: a list of objects with <c>role</c> and <c>content</c>, the form every chat API uses.</summary>
public static class MessageReader
{
    /// <summary>Reads a list of messages.</summary>
    /// <param name="element">The JSON.</param>
    /// <param name="field">The name of the field it came from, for the message of the error.</param>
    /// <exception cref="RowException">It is not such a list.</exception>
    public static IReadOnlyList<ChatMessage> Read(JsonElement element, string field)
    {
        if (element.ValueKind != JsonValueKind.Array)
            throw new RowException(field, $"must be a list of {{role, content}} objects, but it is {Describe(element)}");

        List<ChatMessage> messages = [];
        foreach (JsonElement item in element.EnumerateArray())
            messages.Add(ReadMessage(item, $"{field}[{messages.Count}]"));
        return messages.Count > 0 ? messages : throw new RowException(field, "is an empty list; it needs at least one message");
    }

    /// <summary>Reads what may be written short as one text.</summary>
    /// <param name="element">The JSON: a text, or a list of messages.</param>
    /// <param name="field">The name of the field it came from, for the message of the error.</param>
    /// <param name="role">Who says the text.</param>
    /// <exception cref="RowException">It is neither, or empty.</exception>
    public static IReadOnlyList<ChatMessage> ReadTextOrList(JsonElement element, string field, ChatRole role)
    {
        if (element.ValueKind == JsonValueKind.Array)
            return Read(element, field);
        if (element.ValueKind != JsonValueKind.String)
            throw new RowException(field, $"must be a text or a list of {{role, content}} objects, but it is {Describe(element)}");
        string text = element.GetString()!;
        return string.IsNullOrWhiteSpace(text) ? throw new RowException(field, "is empty") : [new ChatMessage(role, text)];
    }

    /// <summary>Names the kind of a JSON value in words.</summary>
    public static string Describe(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null or JsonValueKind.Undefined => "null",
        _ => "true or false",
    };

    private static ChatMessage ReadMessage(JsonElement item, string field)
    {
        if (item.ValueKind != JsonValueKind.Object)
            throw new RowException(field, $"must be an object with role and content, but it is {Describe(item)}");
        if (!item.TryGetProperty("role", out JsonElement role) || role.ValueKind != JsonValueKind.String)
            throw new RowException($"{field}.role", "is missing; it must be system, user, assistant or tool");
        if (!item.TryGetProperty("content", out JsonElement content))
            throw new RowException($"{field}.content", "is missing");

        return new ChatMessage(ReadRole(role.GetString(), $"{field}.role"), [.. ReadContents(content, $"{field}.content")]);
    }

    private static ChatRole ReadRole(string? role, string field) => role switch
    {
        "system" or "developer" => ChatRole.System,
        "user" or "human" => ChatRole.User,
        "assistant" or "gpt" => ChatRole.Assistant,
        "tool" => ChatRole.Tool,
        _ => throw new RowException(field, $"'{role}' is no role; it must be system, user, assistant or tool"),
    };

    private static IEnumerable<AIContent> ReadContents(JsonElement content, string field)
    {
        if (content.ValueKind == JsonValueKind.String)
        {
            yield return new TextContent(content.GetString());
            yield break;
        }

        if (content.ValueKind != JsonValueKind.Array)
            throw new RowException(field, $"must be a text or a list of parts, but it is {Describe(content)}");
        int index = 0;
        foreach (JsonElement part in content.EnumerateArray())
            yield return ReadPart(part, $"{field}[{index++}]");
    }

    private static AIContent ReadPart(JsonElement part, string field)
    {
        if (part.ValueKind == JsonValueKind.String)
            return new TextContent(part.GetString());
        if (part.ValueKind != JsonValueKind.Object)
            throw new RowException(field, $"must be a text or an object, but it is {Describe(part)}");
        if (part.TryGetProperty("text", out JsonElement text) && text.ValueKind == JsonValueKind.String)
            return new TextContent(text.GetString());
        if (part.TryGetProperty("image_url", out JsonElement image))
            return ReadImage(image, $"{field}.image_url");
        throw new RowException(field, "is neither a text part nor an image_url part");
    }

    private static AIContent ReadImage(JsonElement image, string field)
    {
        JsonElement url = image.ValueKind == JsonValueKind.Object && image.TryGetProperty("url", out JsonElement inner) ? inner : image;
        string? address = url.ValueKind == JsonValueKind.String ? url.GetString() : null;
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? uri))
            throw new RowException(field, "holds no absolute address (https://… or data:…)");
        try
        {
            return uri.Scheme == "data" ? new DataContent(uri) : new UriContent(uri, "image/*");
        }
        catch (Exception exception) when (exception is UriFormatException or FormatException or ArgumentException)
        {
            throw new RowException(field, "is no valid data address; it must be like data:image/png;base64,… with the picture in base64");
        }
    }
}
