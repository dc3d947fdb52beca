using System.Text.Json.Nodes;
using FusionOfN.Providers;
using Microsoft.Extensions.AI;

namespace FusionOfN.Gateway;

/// <summary>
/// Reads the plain part of a Responses body. The gateway keeps no conversation, so what refers to one is refused. A field that is not known here goes
/// to the members untouched.
/// </summary>
internal static class ResponsesBodyReader
{
    // They have no counterpart in what members are sent, and an answer without them is a full answer.
    private static readonly string[] WithoutEffect = ["model", "store", "metadata", "include", "max_tool_calls"];

    public static ResponsesBody Read(JsonObject body)
    {
        JsonFields fields = new(body);
        RefuseChatFields(fields);
        RefuseState(fields);
        RefuseLogProbabilities(fields);
        var includesFusion = fields.Strings("include")?.Contains(ResponsesBody.IncludeFusion) == true;
        foreach (var name in WithoutEffect)
            fields.Take(name);
        if (fields.String("truncation") is not (null or "disabled"))
            throw fields.Bad("truncation", "a conversation is never cut; leave it out, or give disabled.", "unsupported_value");

        List<ChatMessage> messages = [.. ResponsesInputReader.Read(fields)];
        if (fields.String("instructions") is { Length: > 0 } instructions)
            messages.Insert(0, new ChatMessage(ChatRole.System, instructions));
        var stream = fields.Bool("stream") ?? false;
        var events = fields.Object("stream_options")?.Bool("include_fusion_events") ?? false;
        var options = ReadOptions(fields, out var reasoning);
        ToolReader.Read(fields, options);
        var check = ReadText(fields, options, out var verbosity);

        // The rest is read last: what is known was taken by then.
        var rest = fields.Rest();
        if (verbosity is not null)
            (rest ??= [])["verbosity"] = verbosity;
        if (reasoning is not null)
            (rest ??= [])["reasoning"] = reasoning;
        if (rest is not null)
            (options.AdditionalProperties ??= [])[EndpointProperties.Body] = rest;
        return new ResponsesBody(new ChatBody(messages, options) { Stream = stream, IncludeEvents = events, AnswerCheck = check }, body) { IncludesFusion = includesFusion };
    }

    /// <summary>What belongs to chat completions would reach the members beside what is made of the body here, and break it.</summary>
    private static void RefuseChatFields(JsonFields fields)
    {
        foreach (var (name, instead) in (ReadOnlySpan<(string, string)>)
            [("messages", "input"), ("max_tokens", "max_output_tokens"), ("max_completion_tokens", "max_output_tokens"), ("response_format", "text.format")])
        {
            if (fields.Has(name))
                throw fields.Bad(name, $"it belongs to /v1/chat/completions; the Responses API has {instead}.", "unsupported_field");
        }
    }

    private static void RefuseState(JsonFields fields)
    {
        if (fields.Bool("background") == true)
            throw fields.Bad("background", "background responses are not offered yet; leave it out and, for long runs, stream.", "unsupported_value");
        foreach (var name in (string[])["previous_response_id", "conversation"])
        {
            if (fields.Has(name))
                throw fields.Bad(name, "this server is stateless and keeps no conversation; send the whole of it in input.", "unsupported_field");
            fields.Take(name);
        }

        if (fields.Has("prompt"))
            throw fields.Bad("prompt", "this server keeps no prompt templates; send the text in instructions and input.", "unsupported_field");
        fields.Take("prompt");
    }

    private static void RefuseLogProbabilities(JsonFields fields)
    {
        if (fields.Int("top_logprobs") > 0)
            throw fields.Bad("top_logprobs", "a fused answer has no log-probabilities; leave it out.", "unsupported_value");
        if (fields.Strings("include")?.Contains("message.output_text.logprobs") == true)
            throw fields.Bad("include", "a fused answer has no log-probabilities; leave message.output_text.logprobs out.", "unsupported_value");
    }

    private static ChatOptions ReadOptions(JsonFields fields, out JsonObject? moreReasoning)
    {
        var reasoning = fields.Object("reasoning");
        ChatOptions options = new()
        {
            Temperature = (float?)fields.Number("temperature", 0, 2),
            TopP = (float?)fields.Number("top_p", 0, 1),
            TopK = fields.Int("top_k", from: 1),
            MaxOutputTokens = fields.Int("max_output_tokens", from: 1),
            Seed = fields.Integer("seed"),
            Reasoning = reasoning is null ? null : ReasoningReader.ReadEffort(reasoning),
        };
        reasoning?.Take("summary");
        reasoning?.Take("generate_summary");
        moreReasoning = reasoning?.Rest();
        return options;
    }

    private static IAnswerCheck? ReadText(JsonFields fields, ChatOptions options, out string? verbosity)
    {
        var text = fields.Object("text");
        verbosity = text?.String("verbosity");
        if (text?.Object("format") is not { } format)
            return null;

        ResponseFormatReader.Read(format, format, options, out var check);
        return check;
    }
}
