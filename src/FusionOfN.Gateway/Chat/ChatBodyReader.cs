using System.Text.Json.Nodes;
using FusionOfN.Providers;
using Microsoft.Extensions.AI;

namespace FusionOfN.Gateway;

/// <summary>Reads the plain part of a chat completions body. A field that is not known here goes to the members untouched.</summary>
internal static class ChatBodyReader
{
    private const int MaxStops = 16;
    private const int MaxStopLength = 1_000;

    /// <summary>Reads a body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="isPlain">Whether it goes to one plain model, which gets it as it was given.</param>
    /// <exception cref="GatewayException">It is wrong; the message says where.</exception>
    public static ChatBody Read(JsonObject body, bool isPlain = false)
    {
        JsonFields fields = new(body);
        fields.Take("model");
        var messages = ChatMessageReader.Read(fields, isPlain);
        if (!isPlain)
            RefuseInFusions(fields);

        var (stream, usage, events) = ReadStreaming(fields);
        var options = ReadOptions(fields, isPlain);
        var notes = ToolReader.Read(fields, options, isPlain);
        ResponseFormatReader.Read(fields, options, out var check);
        if (isPlain)
            PassedFields.Keep(fields, options);

        // The rest is read last: what is known was taken by then.
        if (fields.Rest() is { } rest)
            (options.AdditionalProperties ??= [])[EndpointProperties.Body] = rest;
        return new ChatBody(messages, options) { Stream = stream, IncludeUsage = usage, IncludeEvents = events, Notes = notes, AnswerCheck = check };
    }

    private static void RefuseInFusions(JsonFields fields)
    {
        // One answer per request: that was checked with the dialect, and is said to nobody.
        fields.Take("n");
        if (fields.Bool("logprobs") == true)
            throw fields.Bad("logprobs", "a fused answer has no log-probabilities; leave it out.", "unsupported_value");
        foreach (var old in (string[])["functions", "function_call"])
        {
            if (fields.Has(old))
                throw fields.Bad(old, "it is the deprecated form; use tools and tool_choice.", "unsupported_field");
        }
    }

    private static (bool Stream, bool Usage, bool Events) ReadStreaming(JsonFields fields)
    {
        var stream = fields.Bool("stream") ?? false;
        var options = fields.Object("stream_options");
        if (options is not null && !stream)
            throw fields.Bad("stream_options", "it goes with stream: true only.");
        // OpenRouter's own way to ask for it; there, every whole answer has it.
        var usage = fields.Object("usage")?.Bool("include") ?? false;
        return (stream, (options?.Bool("include_usage") ?? false) || usage, options?.Bool("include_fusion_events") ?? false);
    }

    private static ChatOptions ReadOptions(JsonFields fields, bool isPlain)
    {
        var limit = fields.Int("max_completion_tokens", from: 1);
        var oldLimit = fields.Int("max_tokens", from: 1);
        var stops = fields.Strings("stop");
        if (stops?.Count > MaxStops)
            throw fields.Bad("stop", $"{stops.Count} stop texts are given; at most {MaxStops} are taken.", "out_of_range");
        if (stops?.Any(stop => stop.Length > MaxStopLength) == true)
            throw fields.Bad("stop", $"a stop text is longer than {MaxStopLength} characters; give the beginning of it.", "out_of_range");
        return new ChatOptions
        {
            Temperature = (float?)fields.Number("temperature", 0, 2),
            TopP = (float?)fields.Number("top_p", 0, 1),
            TopK = fields.Int("top_k", from: 1),
            MaxOutputTokens = limit ?? oldLimit,
            FrequencyPenalty = (float?)fields.Number("frequency_penalty", -2, 2),
            PresencePenalty = (float?)fields.Number("presence_penalty", -2, 2),
            Seed = fields.Integer("seed"),
            StopSequences = stops is null ? null : [.. stops],
            Reasoning = ReasoningReader.Read(fields, isPlain),
        };
    }
}
