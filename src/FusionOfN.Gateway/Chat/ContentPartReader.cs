using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace FusionOfN.Gateway;

/// <summary>Reads the content of a message: a text, or parts such as texts, images, audio and files, which go to the members as they are.</summary>
internal static class ContentPartReader
{
    /// <summary>Reads the content.</summary>
    /// <param name="message">What holds it.</param>
    /// <param name="name">The field.</param>
    /// <param name="required">Whether it must be there.</param>
    /// <param name="isPlain">Whether it goes to one plain model: then a part of a type that is not known here goes on as it is.</param>
    public static IList<AIContent> Read(JsonFields message, string name, bool required, bool isPlain = false)
    {
        switch (message.Take(name))
        {
            case null when required:
                throw message.Missing(name);
            case null:
                return [];
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                return value.GetValue<string>() is { Length: > 0 } text ? [new TextContent(text)] : [];
            case JsonArray:
                return [.. message.Objects(name)!.Select(part => ReadPart(part, isPlain))];
            case var other:
                throw message.Wrong(name, "a string or an array of parts", other);
        }
    }

    /// <summary>Whether a content is a part of a type that is not known here.</summary>
    public static bool IsForeign(AIContent content) => content.RawRepresentation is JsonObject;

    private static AIContent ReadPart(JsonFields part, bool isPlain)
    {
        var type = part.RequiredString("type");
        return type switch
        {
            "text" or "input_text" or "output_text" => new TextContent(part.RequiredString("text")),
            "refusal" => new TextContent(part.RequiredString("refusal")),
            "image_url" => ReadImage(part.RequiredObject("image_url"), "url"),
            "input_image" when part.Has("file_id") => throw NoFiles(part, "file_id"),
            "input_image" => ReadImage(part, "image_url"),
            "input_audio" => ReadAudio(part.RequiredObject("input_audio")),
            "file" => ReadFile(part.RequiredObject("file")),
            "input_file" when part.Has("file_id") => throw NoFiles(part, "file_id"),
            "input_file" when part.Has("file_url") => throw NoFiles(part, "file_url"),
            "input_file" => ReadFile(part),
            _ when isPlain => new AIContent { RawRepresentation = part.Whole },
            _ => throw part.Bad("type", $"there is no part of this type; known are text, image_url, input_audio, file.", "unsupported_value"),
        };
    }

    private static GatewayException NoFiles(JsonFields part, string field) => part.Bad(
        field, "this server keeps no files and fetches none; send what is in it: file_data, or image_url with a data URL.", "unsupported_field");

    private static AIContent ReadImage(JsonFields image, string field)
    {
        var url = image.RequiredString(field);
        AIContent content = url.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
            ? FromDataUri(url, image.PathOf(field))
            : Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
                ? new UriContent(uri, "image/*")
                : throw image.Bad(field, "give an http(s) or data URL.");
        if (image.String("detail") is { } detail)
            (content.AdditionalProperties ??= [])["detail"] = detail;
        return content;
    }

    private static DataContent FromDataUri(string uri, string path)
    {
        try
        {
            return new DataContent(uri);
        }
        catch (Exception exception) when (exception is UriFormatException or FormatException or ArgumentException)
        {
            throw GatewayException.BadField(path, "it is no valid data URL; give data:TYPE;base64,DATA.");
        }
    }

    private static DataContent ReadAudio(JsonFields audio) =>
        FromDataUri($"data:audio/{audio.RequiredString("format")};base64,{audio.RequiredString("data")}", audio.PathOf("data"));

    private static AIContent ReadFile(JsonFields file)
    {
        if (file.String("file_id") is { Length: > 0 } id)
            return new HostedFileContent(id);
        var data = file.RequiredString("file_data");
        var content = FromDataUri(data.StartsWith("data:", StringComparison.OrdinalIgnoreCase) ? data : $"data:application/pdf;base64,{data}", file.PathOf("file_data"));
        content.Name = file.String("filename");
        return content;
    }
}
