using System.Text.Json;
using Microsoft.Extensions.AI;

namespace FusionOfN.Jobs;

/// <summary>The bytes of a stored call. What is not there is left out; a reply of one text, which nearly all are, is little more than its text.</summary>
internal static class StoredCallJson
{
    public static byte[] Write(StoredCall call) => CanonicalJson.With(writer => Write(writer, call), bytes => bytes.ToArray());

    /// <summary>Reads what <see cref="Write(StoredCall)"/> wrote.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static StoredCall Read(ReadOnlyMemory<byte> bytes)
    {
        using JsonDocument document = JsonDocument.Parse(bytes);
        JsonElement root = document.RootElement;
        return new StoredCall
        {
            Messages = root.TryGetProperty("messages", out JsonElement messages) ? [.. messages.EnumerateArray().Select(ReadMessage)] : [],
            FinishReason = Text(root, "finish"),
            ServedModel = Text(root, "model"),
            LeftOut = Text(root, "left_out"),
            CostUsd = root.TryGetProperty("cost_usd", out JsonElement cost) ? cost.GetDecimal() : null,
            Score = root.TryGetProperty("score", out JsonElement score) ? score.GetDouble() : null,
            Usage = root.TryGetProperty("usage", out JsonElement usage) ? ReadUsage(usage) : null,
            Failure = root.TryGetProperty("failure", out JsonElement failure) ? ReadFailure(failure) : null,
        };
    }

    public static byte[] Write(StoredFailure failure) => CanonicalJson.With(writer => Write(writer, failure), bytes => bytes.ToArray());

    public static StoredFailure ReadFailure(ReadOnlyMemory<byte> bytes)
    {
        using JsonDocument document = JsonDocument.Parse(bytes);
        return ReadFailure(document.RootElement);
    }

    private static void Write(Utf8JsonWriter writer, StoredCall call)
    {
        writer.WriteStartObject();
        if (call.Failure is not null)
        {
            writer.WritePropertyName("failure"u8);
            Write(writer, call.Failure);
        }
        else if (call.Score is { } score)
        {
            writer.WriteNumber("score"u8, score);
        }
        else
        {
            writer.WriteStartArray("messages"u8);
            foreach (StoredMessage message in call.Messages)
                Write(writer, message);
            writer.WriteEndArray();
        }

        CanonicalJson.WriteOptional(writer, "finish", call.FinishReason);
        CanonicalJson.WriteOptional(writer, "model", call.ServedModel);
        CanonicalJson.WriteOptional(writer, "left_out", call.LeftOut);
        if (call.CostUsd is { } cost)
            writer.WriteNumber("cost_usd"u8, cost);
        if (call.Usage is not null)
            Write(writer, call.Usage);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, StoredFailure failure)
    {
        writer.WriteStartObject();
        CanonicalJson.WriteOptional(writer, "reason", failure.Reason);
        CanonicalJson.WriteOptional(writer, "brief", failure.Brief);
        CanonicalJson.WriteOptional(writer, "kind", failure.Kind);
        if (failure.StatusCode is { } status)
            writer.WriteNumber("status"u8, status);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, StoredMessage message)
    {
        writer.WriteStartObject();
        CanonicalJson.WriteOptional(writer, "id", message.Id);
        writer.WriteStartArray("contents"u8);
        foreach (AIContent content in message.Contents)
            Write(writer, content);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, AIContent content)
    {
        switch (content)
        {
            case TextContent text:
                CanonicalJson.WriteText(writer, text.Text ?? "");
                return;
            case TextReasoningContent { ProtectedData: null }:
                ContentJson.Begin(writer, content);
                break;
            case FunctionCallContent call:
                ContentJson.Begin(writer, call);
                CanonicalJson.WriteOptional(writer, "broken", call.Exception?.Message);
                break;
            case ErrorContent error:
                writer.WriteStartObject();
                CanonicalJson.WriteOptional(writer, "error", error.Message ?? "");
                CanonicalJson.WriteOptional(writer, "code", error.ErrorCode);
                break;
            default:
                writer.WriteStartObject();
                writer.WritePropertyName("other"u8);
                JsonSerializer.Serialize(writer, content, AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(AIContent)));
                break;
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, UsageDetails usage)
    {
        writer.WriteStartObject("usage"u8);
        WriteCount(writer, "input", usage.InputTokenCount);
        WriteCount(writer, "output", usage.OutputTokenCount);
        WriteCount(writer, "total", usage.TotalTokenCount);
        WriteCount(writer, "cached", usage.CachedInputTokenCount);
        WriteCount(writer, "reasoning", usage.ReasoningTokenCount);
        foreach ((string name, long count) in usage.AdditionalCounts ?? [])
            WriteCount(writer, "+" + name, count);
        writer.WriteEndObject();
    }

    private static StoredMessage ReadMessage(JsonElement message) =>
        new(Text(message, "id"), [.. message.GetProperty("contents").EnumerateArray().Select(ReadContent)]);

    private static AIContent ReadContent(JsonElement content)
    {
        if (content.ValueKind == JsonValueKind.String)
            return new TextContent(content.GetString());
        if (Text(content, "reasoning") is { } reasoning)
            return new TextReasoningContent(reasoning);
        if (Text(content, "error") is { } error)
            return new ErrorContent(error) { ErrorCode = Text(content, "code") };
        if (content.TryGetProperty("other", out JsonElement other))
            return (AIContent)other.Deserialize(AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(AIContent)))!;
        return new FunctionCallContent(Text(content, "call") ?? "", Text(content, "name") ?? "", ReadArguments(content))
        {
            Exception = Text(content, "broken") is { } broken ? new JsonException(broken) : null,
        };
    }

    private static Dictionary<string, object?>? ReadArguments(JsonElement call) =>
        call.TryGetProperty("arguments", out JsonElement arguments) && arguments.ValueKind == JsonValueKind.Object
            ? arguments.EnumerateObject().ToDictionary(argument => argument.Name, argument => (object?)argument.Value.Clone(), StringComparer.Ordinal)
            : null;

    private static UsageDetails ReadUsage(JsonElement usage)
    {
        UsageDetails details = new()
        {
            InputTokenCount = Count(usage, "input"),
            OutputTokenCount = Count(usage, "output"),
            TotalTokenCount = Count(usage, "total"),
            CachedInputTokenCount = Count(usage, "cached"),
            ReasoningTokenCount = Count(usage, "reasoning"),
        };
        foreach (JsonProperty more in usage.EnumerateObject().Where(count => count.Name.StartsWith('+')))
            (details.AdditionalCounts ??= [])[more.Name[1..]] = more.Value.GetInt64();
        return details;
    }

    private static StoredFailure ReadFailure(JsonElement failure) => new(
        Text(failure, "reason") ?? "", Text(failure, "brief"), Text(failure, "kind"), (int?)Count(failure, "status"));

    private static void WriteCount(Utf8JsonWriter writer, string name, long? count)
    {
        if (count is { } value)
            writer.WriteNumber(name, value);
    }

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static long? Count(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) ? value.GetInt64() : null;
}
