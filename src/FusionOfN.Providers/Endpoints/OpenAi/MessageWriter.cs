using System.Text.Json;
using Microsoft.Extensions.AI;

namespace FusionOfN.Providers;

/// <summary>Writes a conversation as <c>messages</c>.</summary>
internal static class MessageWriter
{
    private const int LongestName = 64;

    public static void Write(Utf8JsonWriter json, IEnumerable<ChatMessage> messages, string? instructions)
    {
        if (!string.IsNullOrWhiteSpace(instructions)) WriteOne(json, new ChatMessage(ChatRole.System, instructions));
        foreach (ChatMessage message in messages)
        {
            if (GivenMessage.Of(message) is { } given) given.WriteTo(json);
            else if (message.Role == ChatRole.Tool) WriteResults(json, message);
            else WriteOne(json, message);
        }
    }

    private static void WriteOne(Utf8JsonWriter json, ChatMessage message)
    {
        json.WriteStartObject();
        json.WriteString("role"u8, message.Role.Value);
        bool calls = message.Contents.Any(content => content is FunctionCallContent);
        if (!calls || message.Contents.Any(ContentWriter.IsPart)) ContentWriter.Write(json, message.Contents);
        foreach (AIContent content in message.Contents)
        {
            if (content is not ErrorContent { ErrorCode: "Refusal" } refusal) continue;
            json.WriteString("refusal"u8, refusal.Message);
            break;
        }

        if (NameOf(message) is { Length: > 0 } name) json.WriteString("name"u8, name);
        if (calls) WriteCalls(json, message.Contents.OfType<FunctionCallContent>());
        json.WriteEndObject();
    }

    private static void WriteCalls(Utf8JsonWriter json, IEnumerable<FunctionCallContent> calls)
    {
        json.WriteStartArray("tool_calls"u8);
        foreach (FunctionCallContent call in calls)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, call.CallId);
            json.WriteString("type"u8, "function"u8);
            json.WriteStartObject("function"u8);
            json.WriteString("name"u8, call.Name);
            json.WriteString("arguments"u8, ArgumentsOf(call));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // Arguments that could not be read stay what the model wrote: it learns from its client's answer to them.
    private static string ArgumentsOf(FunctionCallContent call) => call switch
    {
        { Exception: not null, RawRepresentation: string text } => text,
        { Arguments: { } arguments } => RequestJson.Serialize(arguments),
        _ => "{}",
    };

    private static void WriteResults(Utf8JsonWriter json, ChatMessage message)
    {
        foreach (FunctionResultContent result in message.Contents.OfType<FunctionResultContent>())
        {
            json.WriteStartObject();
            json.WriteString("role"u8, "tool"u8);
            json.WriteString("tool_call_id"u8, result.CallId);
            json.WriteString("content"u8, result.Result as string ?? (result.Result is null ? "" : RequestJson.Serialize(result.Result)));
            json.WriteEndObject();
        }
    }

    // The API takes letters, digits, _ and - only, and refuses the request for any other.
    private static string? NameOf(ChatMessage message) => message.AuthorName is null
        ? null
        : string.Concat(message.AuthorName.Where(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-').Take(LongestName));
}
