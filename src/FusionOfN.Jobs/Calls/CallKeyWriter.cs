using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace FusionOfN.Jobs;

/// <summary>Writes the canonical request of a call, whose hash is the call's key: what reaches the wire, and which sample of it is wanted.</summary>
internal sealed class CallKeyWriter
{
    // What the engine tells the clients between itself and the wire.
    private static readonly HashSet<string> NotOnTheWire = new(StringComparer.Ordinal) { FusionProperties.Candidate, Providers.EndpointProperties.KeepsReply };

    private readonly ModelAddress _address;

    public CallKeyWriter(ModelAddress address) => _address = address;

    /// <summary>The key of a call.</summary>
    /// <param name="messages">The conversation.</param>
    /// <param name="options">The options, merged with the model's own.</param>
    /// <param name="sample">The number of the sample; null takes it from the options.</param>
    /// <param name="seed">The seed; null takes it from the options.</param>
    /// <returns>The key; null when something of the call has no canonical form, so that no other call can be known to be equal.</returns>
    public CallKey? KeyOf(IEnumerable<ChatMessage> messages, ChatOptions? options, int? sample = null, long? seed = null)
    {
        if (options is { RawRepresentationFactory: not null } or { ConversationId: not null } or { ContinuationToken: not null })
            return null;
        try
        {
            return CanonicalJson.With(writer => Write(writer, messages, options, sample, seed), CallKey.Of);
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }

    private void Write(Utf8JsonWriter writer, IEnumerable<ChatMessage> messages, ChatOptions? options, int? sample, long? seed)
    {
        writer.WriteStartObject();
        writer.WriteNumber("v"u8, 1);
        writer.WriteString("kind"u8, _address.Kind);
        writer.WriteString("place"u8, _address.Place);
        writer.WriteString("model"u8, options?.ModelId ?? _address.Model);
        CanonicalJson.WriteOptional(writer, "extra", _address.ExtraBody);
        sample ??= options?.AdditionalProperties?.TryGetValue(FusionProperties.Candidate, out int index) == true ? index : null;
        CanonicalJson.WriteOptional(writer, "sample", sample);
        CanonicalJson.WriteOptional(writer, "seed", seed ?? options?.Seed);
        if (options is not null)
            WriteOptions(writer, options);
        writer.WriteStartArray("messages"u8);
        foreach (ChatMessage message in messages)
            WriteMessage(writer, message);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteOptions(Utf8JsonWriter writer, ChatOptions options)
    {
        CanonicalJson.WriteOptional(writer, "instructions", options.Instructions);
        CanonicalJson.WriteOptional(writer, "temperature", options.Temperature);
        CanonicalJson.WriteOptional(writer, "top_p", options.TopP);
        CanonicalJson.WriteOptional(writer, "top_k", options.TopK);
        CanonicalJson.WriteOptional(writer, "max_tokens", options.MaxOutputTokens);
        CanonicalJson.WriteOptional(writer, "frequency_penalty", options.FrequencyPenalty);
        CanonicalJson.WriteOptional(writer, "presence_penalty", options.PresencePenalty);
        CanonicalJson.WriteOptional(writer, "stop", options.StopSequences is { Count: > 0 } stop ? stop : null);
        CanonicalJson.WriteOptional(writer, "effort", options.Reasoning?.Effort?.ToString());
        CanonicalJson.WriteOptional(writer, "reasoning_output", options.Reasoning?.Output?.ToString());
        CanonicalJson.WriteOptional(writer, "parallel", options.AllowMultipleToolCalls);
        WriteFormat(writer, options.ResponseFormat);
        WriteTools(writer, options);
        var more = options.AdditionalProperties?.Where(property => !NotOnTheWire.Contains(property.Key) && property.Value is not null);
        if (more is null)
            return;
        foreach ((string name, object? value) in more.OrderBy(property => property.Key, StringComparer.Ordinal))
            CanonicalJson.WriteOptional(writer, "+" + name, value);
    }

    private static void WriteFormat(Utf8JsonWriter writer, ChatResponseFormat? format)
    {
        switch (format)
        {
            case null or ChatResponseFormatText:
                break;
            case ChatResponseFormatJson json:
                writer.WriteStartObject("format"u8);
                CanonicalJson.WriteOptional(writer, "name", json.SchemaName);
                CanonicalJson.WriteOptional(writer, "description", json.SchemaDescription);
                CanonicalJson.WriteOptional(writer, "schema", json.Schema);
                writer.WriteEndObject();
                break;
            default:
                throw new NotSupportedException();
        }
    }

    private static void WriteTools(Utf8JsonWriter writer, ChatOptions options)
    {
        if (options.Tools is not { Count: > 0 } tools)
            return;
        CanonicalJson.WriteOptional(writer, "tool_mode", options.ToolMode switch
        {
            null or AutoChatToolMode => null,
            NoneChatToolMode => "none",
            RequiredChatToolMode required => $"required {required.RequiredFunctionName}",
            _ => throw new NotSupportedException(),
        });
        writer.WriteStartArray("tools"u8);
        foreach (AITool tool in tools)
        {
            if (tool is not AIFunctionDeclaration function)
                throw new NotSupportedException();
            writer.WriteStartObject();
            writer.WriteString("name"u8, function.Name);
            CanonicalJson.WriteOptional(writer, "description", function.Description);
            CanonicalJson.WriteOptional(writer, "schema", function.JsonSchema);
            CanonicalJson.WriteOptional(writer, "more", function.AdditionalProperties.Count > 0 ? new Dictionary<string, object?>(function.AdditionalProperties) : null);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    public static void WriteMessage(Utf8JsonWriter writer, ChatMessage message)
    {
        writer.WriteStartObject();
        writer.WriteString("role"u8, message.Role.Value);
        CanonicalJson.WriteOptional(writer, "name", message.AuthorName);
        CanonicalJson.WriteOptional(writer, "more", message.AdditionalProperties is { Count: > 0 } more ? new Dictionary<string, object?>(more) : null);
        writer.WriteStartArray("contents"u8);
        foreach (AIContent content in message.Contents)
            WriteContent(writer, content);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter writer, AIContent content)
    {
        switch (content)
        {
            case TextContent text:
                CanonicalJson.WriteText(writer, text.Text ?? "");
                return;
            case DataContent data:
                writer.WriteStartObject();
                CanonicalJson.WriteOptional(writer, "media", data.MediaType);
                CanonicalJson.WriteOptional(writer, "name", data.Name);
                CanonicalJson.WriteOptional(writer, "sha256", Convert.ToHexStringLower(SHA256.HashData(data.Data.Span)));
                break;
            case UriContent uri:
                writer.WriteStartObject();
                CanonicalJson.WriteOptional(writer, "media", uri.MediaType);
                CanonicalJson.WriteOptional(writer, "uri", uri.Uri.OriginalString);
                break;
            case TextReasoningContent or FunctionCallContent:
                ContentJson.Begin(writer, content);
                break;
            case FunctionResultContent result:
                writer.WriteStartObject();
                CanonicalJson.WriteOptional(writer, "result_of", result.CallId);
                CanonicalJson.WriteOptional(writer, "result", result.Result);
                break;
            default:
                throw new NotSupportedException();
        }

        CanonicalJson.WriteOptional(writer, "more", content.AdditionalProperties is { Count: > 0 } more ? new Dictionary<string, object?>(more) : null);
        writer.WriteEndObject();
    }
}
