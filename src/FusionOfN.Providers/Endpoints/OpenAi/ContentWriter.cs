using System.Text.Json;
using Microsoft.Extensions.AI;

namespace FusionOfN.Providers;

/// <summary>Writes the content of a message: a text as it is, anything else as parts.</summary>
internal static class ContentWriter
{
    /// <summary>Whether a content has a place in <c>content</c>. Reasoning of earlier turns has none in this API.</summary>
    public static bool IsPart(AIContent content) => content is TextContent or DataContent or UriContent or HostedFileContent;

    public static void Write(Utf8JsonWriter json, IList<AIContent> contents)
    {
        json.WritePropertyName("content"u8);
        if (contents is [TextContent only])
        {
            json.WriteStringValue(only.Text);
            return;
        }

        List<AIContent> parts = [.. contents.Where(IsPart)];
        if (parts is [] or [TextContent])
        {
            json.WriteStringValue((parts.FirstOrDefault() as TextContent)?.Text ?? "");
            return;
        }

        json.WriteStartArray();
        foreach (AIContent part in parts) WritePart(json, part);
        json.WriteEndArray();
    }

    private static void WritePart(Utf8JsonWriter json, AIContent part)
    {
        json.WriteStartObject();
        switch (part)
        {
            case TextContent text:
                json.WriteString("type"u8, "text"u8);
                json.WriteString("text"u8, text.Text);
                break;
            case DataContent data when data.HasTopLevelMediaType("image"):
                WriteImage(json, data.Uri, part);
                break;
            case UriContent uri when uri.HasTopLevelMediaType("image"):
                WriteImage(json, uri.Uri.AbsoluteUri, part);
                break;
            case DataContent audio when audio.HasTopLevelMediaType("audio"):
                WriteAudio(json, audio);
                break;
            case DataContent data:
                WriteFile(json, "file_data"u8, data.Uri, data.Name ?? (data.MediaType == "application/pdf" ? "file.pdf" : "file"));
                break;
            case UriContent uri:
                WriteFile(json, "file_data"u8, uri.Uri.AbsoluteUri, Path.GetFileName(uri.Uri.LocalPath));
                break;
            case HostedFileContent file:
                WriteFile(json, "file_id"u8, file.FileId, name: null);
                break;
        }

        json.WriteEndObject();
    }

    private static void WriteImage(Utf8JsonWriter json, string url, AIContent content)
    {
        json.WriteString("type"u8, "image_url"u8);
        json.WriteStartObject("image_url"u8);
        json.WriteString("url"u8, url);
        if (content.AdditionalProperties?.TryGetValue("detail", out object? detail) == true && detail is not null)
            json.WriteString("detail"u8, detail.ToString());
        json.WriteEndObject();
    }

    private static void WriteAudio(Utf8JsonWriter json, DataContent audio)
    {
        string subtype = audio.MediaType[(audio.MediaType.IndexOf('/', StringComparison.Ordinal) + 1)..];
        json.WriteString("type"u8, "input_audio"u8);
        json.WriteStartObject("input_audio"u8);
        json.WriteBase64String("data"u8, audio.Data.Span);
        json.WriteString("format"u8, subtype switch
        {
            "mpeg" => "mp3",
            "x-wav" or "wave" => "wav",
            _ => subtype,
        });
        json.WriteEndObject();
    }

    private static void WriteFile(Utf8JsonWriter json, ReadOnlySpan<byte> field, string value, string? name)
    {
        json.WriteString("type"u8, "file"u8);
        json.WriteStartObject("file"u8);
        json.WriteString(field, value);
        if (!string.IsNullOrEmpty(name)) json.WriteString("filename"u8, name);
        json.WriteEndObject();
    }
}
