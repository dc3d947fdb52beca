using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace FusionOfN.Providers;

/// <summary>
/// The body of one chat completions request. A field of the single call (<see cref="EndpointProperties.Body"/>, <see cref="EndpointProperties.Given"/>) wins
/// over the call's options, and those over the endpoint's extra fields.
/// </summary>
internal sealed class RequestBody : IDisposable
{
    private const int LeastSize = 1024;

    /// <summary>Additional properties that are samplers of vLLM, SGLang, llama.cpp and OpenRouter, sent under their own name. Others stay here.</summary>
    private static readonly string[] Samplers = ["min_p", "top_a", "typical_p", "repetition_penalty", "repeat_penalty", "min_tokens"];

    // A body is no part of a web page: what stands in it is read by a JSON parser only.
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _buffer;
    private readonly HashSet<string>? _written;
    private readonly Utf8JsonWriter _json;
    private readonly JsonObject? _ofCall;
    private readonly JsonObject? _given;
    private readonly OptionalFields _optional;
    private readonly List<string> _sent = [];
    private readonly List<string> _leftOut = [];

    private RequestBody(JsonObject? ofEndpoint, JsonObject? ofCall, JsonObject? given, OptionalFields optional, int size)
    {
        _given = given;
        _optional = optional;
        _buffer = new ArrayBufferWriter<byte>(size);
        _written = ofEndpoint is null ? null : new HashSet<string>(StringComparer.Ordinal);
        _json = new Utf8JsonWriter(_buffer, Writing);
        _ofCall = ofCall;
    }

    /// <summary>Writes a body.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="model">The model.</param>
    /// <param name="messages">The conversation.</param>
    /// <param name="options">The call's options.</param>
    /// <param name="stream">Whether the reply is to come in pieces.</param>
    /// <param name="optional">What is left out.</param>
    /// <param name="sent">The optional fields that are in it, and what was to be in it and is left out.</param>
    public static ReadOnlyMemory<byte> Write(
        EndpointOptions endpoint, string model, IEnumerable<ChatMessage> messages, ChatOptions? options, bool stream, OptionalFields optional, out SentFields sent)
    {
        List<ChatMessage> conversation = [.. messages];
        using RequestBody body = new(endpoint.ExtraBody, CallBody.Of(options), CallBody.GivenOf(options), optional, LeastSize + SizeOf(conversation));
        body._json.WriteStartObject();
        body._json.WriteString("model"u8, model);
        body._json.WriteStartArray("messages"u8);
        MessageWriter.Write(body._json, conversation, options?.Instructions);
        body._json.WriteEndArray();
        if (stream)
        {
            body._json.WriteBoolean("stream"u8, true);
            if (body.BeginOptional(OptionalFields.StreamOptions))
            {
                body._json.WriteStartObject();
                body._json.WriteBoolean("include_usage"u8, true);
                body._json.WriteEndObject();
            }
        }

        if (options is not null) body.WriteOptions(options, optional.TokenLimit);
        if (endpoint.ExtraBody is { } extra)
        {
            foreach ((string name, JsonNode? value) in extra)
            {
                if (body.Begin(name)) body.WriteValue(value);
            }
        }

        body.WriteFields(body._ofCall);
        body.WriteFields(body._given);
        body._json.WriteEndObject();
        body._json.Flush();
        sent = new SentFields(body._sent, body._leftOut);
        return body._buffer.WrittenMemory;
    }

    public void Dispose() => _json.Dispose();

    private void WriteOptions(ChatOptions options, string tokenLimitField)
    {
        if (options.Temperature is { } temperature && BeginOptional("temperature")) _json.WriteNumberValue(temperature);
        if (options.TopP is { } topP && BeginOptional("top_p")) _json.WriteNumberValue(topP);
        if (options.TopK is { } topK && BeginOptional("top_k")) _json.WriteNumberValue(topK);
        if (options.MaxOutputTokens is { } limit && BeginOptional(tokenLimitField)) _json.WriteNumberValue(limit);
        if (options.FrequencyPenalty is { } frequency && BeginOptional("frequency_penalty")) _json.WriteNumberValue(frequency);
        if (options.PresencePenalty is { } presence && BeginOptional("presence_penalty")) _json.WriteNumberValue(presence);
        if (options.Seed is { } seed && BeginOptional("seed")) _json.WriteNumberValue(seed);
        if (options.StopSequences is { Count: > 0 } stops && Begin("stop")) WriteStrings(stops);
        if (EffortOf(options.Reasoning) is { } effort && Begin("reasoning_effort")) _json.WriteStringValue(effort);
        if (options.ResponseFormat is { } format && Begin("response_format")) ToolWriter.WriteFormat(_json, format, options);
        WriteTools(options);
        foreach (string name in Samplers)
        {
            if (options.AdditionalProperties?.TryGetValue(name, out object? value) == true && value is not null && Begin(name))
                JsonSerializer.Serialize(_json, value, AIJsonUtilities.DefaultOptions);
        }
    }

    private void WriteTools(ChatOptions options)
    {
        if (options.Tools is not { Count: > 0 } tools) return;
        if (tools.OfType<HostedWebSearchTool>().Any() && Begin("web_search_options"))
        {
            _json.WriteStartObject();
            _json.WriteEndObject();
        }

        if (!tools.OfType<AIFunctionDeclaration>().Any()) return;
        if (Begin("tools")) ToolWriter.WriteTools(_json, tools.OfType<AIFunctionDeclaration>(), options);
        if (options.ToolMode is { } mode && Begin("tool_choice")) ToolWriter.WriteChoice(_json, mode);
        if (options.AllowMultipleToolCalls is { } parallel && BeginOptional("parallel_tool_calls")) _json.WriteBooleanValue(parallel);
    }

    private void WriteFields(JsonObject? fields)
    {
        if (fields is null) return;
        foreach ((string name, JsonNode? value) in fields)
        {
            _json.WritePropertyName(name);
            WriteValue(value);
        }
    }

    private void WriteValue(JsonNode? value)
    {
        if (value is null) _json.WriteNullValue();
        else value.WriteTo(_json);
    }

    /// <summary>Writes a field's name, unless the field is there already or the single call sets it.</summary>
    private bool Begin(string name)
    {
        if (_ofCall?.ContainsKey(name) == true || IsGiven(name) || _written?.Add(name) == false) return false;
        _json.WritePropertyName(name);
        return true;
    }

    // The effort has two names; a client gives one of them.
    private bool IsGiven(string name) => _given is not null && (_given.ContainsKey(name) || (name == "reasoning_effort" && _given.ContainsKey("reasoning")));

    /// <summary>Writes the name of a field that the model may be asked without.</summary>
    private bool BeginOptional(string name)
    {
        if (_optional.LeavesOut(name))
        {
            if (name != OptionalFields.StreamOptions) _leftOut.Add(name);
            return false;
        }

        if (!Begin(name)) return false;
        _sent.Add(name);
        return true;
    }

    private void WriteStrings(IEnumerable<string> values)
    {
        _json.WriteStartArray();
        foreach (string value in values) _json.WriteStringValue(value);
        _json.WriteEndArray();
    }

    // Roughly, so that the buffer of a long prompt need not grow in steps.
    private static int SizeOf(List<ChatMessage> messages)
    {
        int size = 0;
        foreach (ChatMessage message in messages)
        {
            foreach (AIContent content in message.Contents) size += content is TextContent text ? text.Text.Length : content is DataContent data ? data.Data.Length : 0;
        }

        return size;
    }

    private static string? EffortOf(ReasoningOptions? reasoning) => reasoning?.Effort switch
    {
        ReasoningEffort.None => "none",
        ReasoningEffort.Low => "low",
        ReasoningEffort.Medium => "medium",
        ReasoningEffort.High => "high",
        ReasoningEffort.ExtraHigh => "xhigh",
        _ => null,
    };
}
