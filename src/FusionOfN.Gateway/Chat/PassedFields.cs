using System.Text.Json;
using System.Text.Json.Nodes;
using FusionOfN.Providers;
using Microsoft.Extensions.AI;

namespace FusionOfN.Gateway;

/// <summary>The fields of a plain model's request that go to it as they were given, because the neutral options say less than they do.</summary>
internal static class PassedFields
{
    private const string Effort = "reasoning_effort";
    private const string Reasoning = "reasoning";
    private const string Format = "response_format";

    // What has its own place in the options and loses nothing there is not among them: the model's own settings win over it.
    private static readonly string[] Names = ["n", "logprobs", "top_logprobs", Effort, Reasoning, Format, "tools", "tool_choice", "functions", "function_call"];

    /// <summary>Keeps the fields for the endpoint, and asks it to hand on the whole of its reply.</summary>
    /// <param name="body">The request's body, in the words of chat completions.</param>
    /// <param name="options">The options of the call.</param>
    public static void Keep(JsonFields body, ChatOptions options)
    {
        JsonObject given = [];
        foreach (var name in Names)
        {
            if (body.Take(name) is { } value)
                given[name] = value.DeepClone();
        }

        Set(options, given, body.Int("n") ?? 1);
    }

    /// <summary>Has the endpoint send these fields, and hand on the whole of its reply.</summary>
    public static void Set(ChatOptions options, JsonObject given, int choices = 1)
    {
        options.AdditionalProperties ??= [];
        options.AdditionalProperties[EndpointProperties.Given] = given;
        options.AdditionalProperties[EndpointProperties.KeepsReply] = true;
        if (choices > 1)
            options.AdditionalProperties[FusionProperties.Choices] = choices;
    }

    /// <summary>Takes out what the model's configuration sets for itself: it wins over every request.</summary>
    public static void GiveWay(ChatOptions options, ChatOptions? ofModel)
    {
        if (options.AdditionalProperties?.GetValueOrDefault(EndpointProperties.Given) is not JsonObject given)
            return;
        if (ofModel?.Reasoning is not null)
        {
            given.Remove(Effort);
            given.Remove(Reasoning);
        }

        if (ofModel?.ResponseFormat is not null)
            given.Remove(Format);
    }

    /// <summary>The first field that only an endpoint of the same API can take; null when there is none.</summary>
    public static string? FindSpecial(ChatOptions options)
    {
        if (options.AdditionalProperties?.GetValueOrDefault(EndpointProperties.Given) is not JsonObject given)
            return null;
        if (given["n"] is JsonValue several && several.TryGetValue(out double answers) && answers > 1)
            return "n";
        return given["logprobs"] is JsonValue wanted && wanted.GetValueKind() == JsonValueKind.True ? "logprobs"
            : given["tools"] is JsonArray tools && tools.Any(tool => tool is JsonObject one && (string?)one["type"] is not (null or "function")) ? "tools"
            : null;
    }
}
