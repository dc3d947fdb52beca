using System.Security.Cryptography;
using System.Text.Json;
using FusionOfN.Jobs;
using Microsoft.Extensions.AI;

namespace FusionOfN.Synthesis;

/// <summary>Makes a prompt of a row's columns.</summary>
internal sealed class PromptRowMapper
{
    private const int ShownIdLength = 16;

    private readonly PromptColumns _columns;
    private readonly string? _language;

    public PromptRowMapper(PromptColumns columns, string? language)
    {
        _columns = columns;
        _language = language;
    }

    /// <summary>Makes a prompt.</summary>
    /// <exception cref="RowException">The row cannot be used.</exception>
    public PromptRow Map(int number, JsonElement row)
    {
        List<string> references = [.. ReadTexts(row, PromptColumn.References)];
        var instead = PromptOf(row) is null ? _columns.FindInstead([.. row.EnumerateObject().Where(field => !IsEmpty(field.Value)).Select(field => field.Name)]) : null;
        var messages = ReadMessages(row, instead, references);
        string[] images = [.. ReadTexts(row, PromptColumn.Images)];
        var language = Find(row, PromptColumn.Language) is { } said ? LanguageCode.Read(ReadText(said.Value, said.Field), said.Field) : _language;
        var key = KeyOf(messages, images, language);
        var guess = language is null ? LanguageGuess.Of(messages[^1].Text) : null;
        return new PromptRow(number, ReadId(row) ?? key[..ShownIdLength], key, messages)
        {
            Language = language ?? guess,
            LanguageIsGuessed = language is null && guess is not null,
            References = references,
            Images = images,
            Metadata = ReadMetadata(row, instead),
        };
    }

    private List<ChatMessage> ReadMessages(JsonElement row, string? instead, List<string> references)
    {
        var field = instead ?? PromptField;
        var messages = instead is not null ? ReadConversation(row.GetProperty(instead), instead)
            : Find(row, PromptColumn.Messages) is { } chat ? ReadConversation(chat.Value, chat.Field)
            : ReadPrompt(row);

        // Chats for training end with the answer that was learned from. It is asked anew here.
        while (messages.Count > 1 && messages[^1].Role == ChatRole.Assistant)
        {
            references.Insert(0, messages[^1].Text);
            messages.RemoveAt(messages.Count - 1);
        }

        if (messages[^1].Role != ChatRole.User)
            throw new RowException(field, $"ends with a message of the {messages[^1].Role}; the user must speak last");
        if (string.IsNullOrWhiteSpace(messages[^1].Text) && !messages[^1].Contents.Any(content => content is UriContent or DataContent) && Find(row, PromptColumn.Images) is null)
            throw new RowException(field, "is empty");
        if (Find(row, PromptColumn.System) is { } system && ReadText(system.Value, system.Field) is { Length: > 0 } text && messages[0].Role != ChatRole.System)
            messages.Insert(0, new ChatMessage(ChatRole.System, text));
        return messages;
    }

    private JsonElement? PromptOf(JsonElement row) =>
        (Find(row, PromptColumn.Messages) ?? Find(row, PromptColumn.Prompt)) is { } found && !IsEmpty(found.Value) ? found.Value : null;

    private static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.String => string.IsNullOrWhiteSpace(value.GetString()),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        _ => false,
    };

    /// <summary>The column that a row's prompt stands in.</summary>
    private string PromptField => _columns[PromptColumn.Messages] ?? _columns[PromptColumn.Prompt]!;

    private List<ChatMessage> ReadPrompt(JsonElement row)
    {
        var (field, value) = Find(row, PromptColumn.Prompt) ?? throw new RowException(PromptField, "is missing or empty");
        if (value.ValueKind == JsonValueKind.Array)
            return ReadConversation(value, field);
        var text = ReadText(value, field);
        if (Find(row, PromptColumn.Input) is { } input && ReadText(input.Value, input.Field) is { } more && !string.IsNullOrWhiteSpace(more))
            text = $"{text}\n\n{more}";
        return [new ChatMessage(ChatRole.User, text)];
    }

    // Conversations come as {role, content} or, older, as {from, value}; in files of separated values as JSON in a field.
    private static List<ChatMessage> ReadConversation(JsonElement value, string field)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            if (value.GetString() is not { } text || !text.AsSpan().TrimStart().StartsWith('['))
                return [new ChatMessage(ChatRole.User, value.GetString())];
            try
            {
                using var inner = JsonDocument.Parse(text);
                return ReadConversation(inner.RootElement.Clone(), field);
            }
            catch (JsonException)
            {
                throw new RowException(field, "begins like a list of messages, but is not JSON");
            }
        }

        return [.. MessageReader.Read(value.ValueKind == JsonValueKind.Array && value.EnumerateArray().Any(IsOlder) ? Renamed(value) : value, field)];
    }

    private static bool IsOlder(JsonElement message) =>
        message.ValueKind == JsonValueKind.Object && !message.TryGetProperty("role", out _) && message.TryGetProperty("from", out _);

    private static JsonElement Renamed(JsonElement messages) => JsonSerializer.SerializeToElement(
        messages.EnumerateArray().Select(message => message.ValueKind == JsonValueKind.Object
            ? message.EnumerateObject().ToDictionary(field => field.Name switch { "from" => "role", "value" => "content", var name => name }, field => (object)field.Value)
            : (object)message));

    private IEnumerable<string> ReadTexts(JsonElement row, PromptColumn column)
    {
        if (Find(row, column) is not { } found)
            yield break;
        if (found.Value.ValueKind != JsonValueKind.Array)
        {
            yield return ReadText(found.Value, found.Field);
            yield break;
        }

        foreach (var item in found.Value.EnumerateArray().Where(item => item.ValueKind != JsonValueKind.Null))
            yield return ReadText(item, found.Field);
    }

    private string? ReadId(JsonElement row) =>
        Find(row, PromptColumn.Id) is { } found && ReadText(found.Value, found.Field) is { Length: > 0 } id ? id : null;

    private static string ReadText(JsonElement value, string field) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        JsonValueKind.Object when value.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.String => content.GetString()!,
        JsonValueKind.Object when value.TryGetProperty("url", out var url) && url.ValueKind == JsonValueKind.String => url.GetString()!,
        _ => throw new RowException(field, $"must be a text, but it is {MessageReader.Describe(value)}"),
    };

    private JsonElement? ReadMetadata(JsonElement row, string? instead)
    {
        var rest = row.EnumerateObject().Where(field => !_columns.Uses(field.Name) && field.Name != instead).ToArray();
        if (rest.Length == 0)
            return null;
        using MemoryStream json = new();
        using (Utf8JsonWriter writer = new(json))
        {
            writer.WriteStartObject();
            foreach (var field in rest.DistinctBy(field => field.Name))
                field.WriteTo(writer);
            writer.WriteEndObject();
        }

        json.Position = 0;
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private (string Field, JsonElement Value)? Find(JsonElement row, PromptColumn column) =>
        _columns[column] is { } name && row.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? (name, value) : null;

    /// <summary>SHA-256 of what is asked.</summary>
    public static string KeyOf(IReadOnlyList<ChatMessage> messages, string[] images, string? language)
    {
        using MemoryStream json = new();
        using (Utf8JsonWriter writer = new(json))
        {
            writer.WriteStartArray();
            MessageJson.WriteList(writer, messages);
            writer.WriteStartArray();
            foreach (var image in images)
                writer.WriteStringValue(image);
            writer.WriteEndArray();
            writer.WriteStringValue(language);
            writer.WriteEndArray();
        }

        return Convert.ToHexStringLower(SHA256.HashData(json.GetBuffer().AsSpan(0, (int)json.Length)));
    }
}
