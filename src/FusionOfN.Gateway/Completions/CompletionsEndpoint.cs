using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace FusionOfN.Gateway;

/// <summary>
/// <c>POST /v1/completions</c>, the API before there were conversations. A plain model at an endpoint that may have it gets the body as it is; a fusion, and a plain
/// model of another API, gets the prompt as what a user says.
/// </summary>
internal sealed class CompletionsEndpoint
{
    private static readonly PassedCall Call = new("completions");

    // What only a model that writes on has.
    private static readonly string[] OfPlainOnly = ["suffix", "echo", "best_of", "logprobs"];

    private readonly IncomingReader _reader;
    private readonly FusionRuns _runs;
    private readonly TimeProvider _time;

    public CompletionsEndpoint(IncomingReader reader, FusionRuns runs, TimeProvider time)
    {
        _reader = reader;
        _runs = runs;
        _time = time;
    }

    public async Task HandleAsync(HttpContext http)
    {
        var incoming = await _reader.ReadAsync(http.Request, DialectEndpoint.ChatCompletions);
        var body = incoming.Ask.Body;
        JsonFields fields = new(body);
        var prompt = PromptOf(fields);
        if (incoming.Ask.PassThrough is { } model && _runs.IsPassable(model))
            await PassAsync(http, incoming, fields, prompt);
        else
            await AskAsync(http, incoming, body, prompt);
    }

    private async Task PassAsync(HttpContext http, Incoming incoming, JsonFields fields, string prompt)
    {
        var options = PassedCall.OptionsOf(incoming.Ask.Body, fields.Int("max_tokens", from: 0));
        if (fields.Int("n", 1) is { } several and > 1)
            options.AdditionalProperties![FusionProperties.Choices] = several;
        var stream = fields.Bool("stream") == true;
        var run = _runs.Plan(incoming.ToRun(Call, prompt, options, stream));
        var events = _runs.RunAsync(run, http.RequestAborted);
        if (stream)
            await PassedWriter.WriteStreamAsync(http.Response, run, events, _time);
        else
            await PassedWriter.WriteWholeAsync(http.Response, events);
    }

    private async Task AskAsync(HttpContext http, Incoming incoming, JsonObject body, string prompt)
    {
        JsonFields fields = new(body);
        foreach (var name in OfPlainOnly)
        {
            if (fields.Has(name) && !IsNothing(name, body[name]!))
                throw fields.Bad(name, "only a plain model of an OpenAI-compatible endpoint has it; leave it out.", "unsupported_field");
            body.Remove(name);
        }

        if (body["prompt"] is JsonArray { Count: > 1 })
            throw fields.Bad("prompt", "one prompt is answered per request; send each of them on its own.", "unsupported_value");
        if (string.IsNullOrWhiteSpace(prompt))
            throw fields.Bad("prompt", "it is empty; give a text.");
        body.Remove("prompt");
        body["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = prompt });
        var (run, chat) = Plan(incoming, body);
        var events = _runs.RunAsync(run, http.RequestAborted);
        if (!chat.Stream)
        {
            await WholeAnswer.WriteAsync(http.Response, events, (json, outcome, _) => CompletionWriter.Write(json, run, outcome));
            return;
        }

        using SseStream sse = new(http.Response);
        CompletionStream stream = new(http.Response, sse, run, chat, _time.GetUtcNow());
        await stream.WriteAsync(events, _time);
    }

    private (PlannedRun Run, ChatBody Chat) Plan(Incoming incoming, JsonObject body)
    {
        try
        {
            var chat = ChatBodyReader.Read(body, incoming.Ask.PassThrough is not null);
            return (_runs.Plan(incoming.ToRun(chat)), chat);
        }
        catch (GatewayException error) when (error.Param?.StartsWith("messages", StringComparison.Ordinal) == true)
        {
            throw error.At("prompt");
        }
    }

    // What clients send who ask for none of it. One log-probability is one that is asked for; the best of one answer is that answer.
    private static bool IsNothing(string name, JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.False => true,
        JsonValueKind.String => value.ToString().Length == 0,
        JsonValueKind.Number => name == "best_of" && value.AsValue().TryGetValue(out int one) && one <= 1,
        _ => false,
    };

    private static string PromptOf(JsonFields body) => body.Take("prompt") switch
    {
        null => throw body.Missing("prompt"),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        JsonArray { Count: > 0 } items => string.Join('\n', items.Select(item => item is JsonValue text && text.GetValueKind() == JsonValueKind.String ? text.GetValue<string>() : item?.ToJsonString())),
        var other => throw body.Wrong("prompt", "a text, or an array of texts that is not empty", other),
    };
}
