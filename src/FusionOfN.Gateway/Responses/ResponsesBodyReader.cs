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
    private static readonly string[] WithoutEffect = ["model", "store", "metadata", "include", "max_tool_calls", "client_metadata"];

    // What may be included, by OpenAI's reference. Most of it is of tools that no fusion calls, so that there is none of it.
    private static readonly string[] Includable =
    [
        LogProbabilities, ResponsesBody.IncludeFusion, "reasoning.encrypted_content", "message.input_image.image_url", "file_search_call.results", "web_search_call.results",
        "web_search_call.action.sources", "code_interpreter_call.outputs", "computer_call_output.output.image_url",
    ];

    private const string LogProbabilities = "message.output_text.logprobs";

    /// <summary>Reads a body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="isPlain">Whether it goes to one plain model: then what only its server can know goes to it.</param>
    /// <exception cref="GatewayException">It is wrong; the message says where.</exception>
    public static ResponsesBody Read(JsonObject body, bool isPlain = false)
    {
        var asked = body.DeepClone().AsObject();
        var namespaces = ToolNamespaces.Flatten(body);
        JsonFields fields = new(body);
        RefuseChatFields(fields);
        RefuseState(fields);
        var logProbabilities = ReadLogProbabilities(fields, isPlain);
        CheckIncluded(fields);
        var includesFusion = fields.Strings("include")?.Contains(ResponsesBody.IncludeFusion) == true;
        foreach (var name in WithoutEffect)
            fields.Take(name);
        if (fields.String("truncation") is not (null or "disabled"))
            throw fields.Bad("truncation", "a conversation is never cut; leave it out, or give disabled.", "unsupported_value");

        List<ChatMessage> messages = [.. ResponsesInputReader.Read(fields, namespaces)];
        if (fields.String("instructions") is { Length: > 0 } instructions)
            messages.Insert(0, new ChatMessage(ChatRole.System, instructions));
        var stream = fields.Bool("stream") ?? false;
        var events = fields.Object("stream_options")?.Bool("include_fusion_events") ?? false;
        var options = ReadOptions(fields, isPlain, out var reasoning, out var effort);
        var notes = ToolReader.Read(fields, options, isPlain);
        var check = ReadText(fields, options, out var verbosity);
        if (isPlain)
            PassedFields.Set(options, GivenOf(body, effort, logProbabilities));

        // The rest is read last: what is known was taken by then.
        var rest = fields.Rest();
        if (verbosity is not null)
            (rest ??= [])["verbosity"] = verbosity;
        if (reasoning is not null)
            (rest ??= [])["reasoning"] = reasoning;
        if (rest is not null)
            (options.AdditionalProperties ??= [])[EndpointProperties.Body] = rest;
        return new ResponsesBody(new ChatBody(messages, options) { Stream = stream, IncludeEvents = events, Notes = notes, AnswerCheck = check }, asked)
        {
            Namespaces = namespaces,
            IncludesFusion = includesFusion,
        };
    }

    /// <summary>What has no place in the neutral options, in the words of chat completions.</summary>
    private static JsonObject GivenOf(JsonObject body, string? effort, int? logProbabilities)
    {
        JsonObject given = [];
        if (effort is not null)
            given["reasoning_effort"] = effort;
        if (logProbabilities is { } top)
        {
            given["logprobs"] = true;
            given["top_logprobs"] = top;
        }

        if (body["tools"] is JsonArray tools && tools.OfType<JsonObject>().Any(tool => (string?)tool["type"] != "function"))
        {
            given["tools"] = new JsonArray([.. tools.OfType<JsonObject>().Select(InChatForm)]);
            if (body["tool_choice"] is { } choice)
                given["tool_choice"] = choice is JsonObject one ? InChatForm(one) : choice.DeepClone();
        }

        return given;
    }

    // Functions and tools that take a text have their fields in an object of their own there; what a provider's server runs is written the same way.
    private static JsonObject InChatForm(JsonObject tool)
    {
        if ((string?)tool["type"] is not ("function" or "custom") || tool.ContainsKey((string)tool["type"]!))
            return tool.DeepClone().AsObject();

        JsonObject inner = tool.DeepClone().AsObject();
        inner.Remove("type");
        return new JsonObject { ["type"] = (string)tool["type"]!, [(string)tool["type"]!] = inner };
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

    private static void CheckIncluded(JsonFields fields)
    {
        var unknown = (fields.Strings("include") ?? []).Index().FirstOrDefault(pair => !Includable.Contains(pair.Item));
        if (unknown.Item is not null)
            throw GatewayException.BadField($"include[{unknown.Index}]", $"there is nothing of this name to include; known are {string.Join(", ", Includable)}.", "unsupported_value");
    }

    private static int? ReadLogProbabilities(JsonFields fields, bool isPlain)
    {
        var top = fields.Int("top_logprobs", 0, 20);
        var included = fields.Strings("include")?.Contains(LogProbabilities) == true;
        if (isPlain)
            return included || top > 0 ? top ?? 0 : null;
        if (top > 0)
            throw fields.Bad("top_logprobs", "a fused answer has no log-probabilities; leave it out.", "unsupported_value");
        if (included)
            throw fields.Bad("include", $"a fused answer has no log-probabilities; leave {LogProbabilities} out.", "unsupported_value");
        return null;
    }

    private static ChatOptions ReadOptions(JsonFields fields, bool isPlain, out JsonObject? moreReasoning, out string? effort)
    {
        var reasoning = fields.Object("reasoning");
        ChatOptions options = new()
        {
            Temperature = (float?)fields.Number("temperature", 0, 2),
            TopP = (float?)fields.Number("top_p", 0, 1),
            TopK = fields.Int("top_k", from: 1),
            MaxOutputTokens = fields.Int("max_output_tokens", from: 1),
            Seed = fields.Integer("seed"),
            Reasoning = reasoning is null ? null : ReasoningReader.ReadEffort(reasoning, "effort", isPlain),
        };
        effort = reasoning?.String("effort");
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
