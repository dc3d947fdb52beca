using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using static FusionOfN.Providers.Tests.EndpointFixture;

namespace FusionOfN.Providers.Tests;

/// <summary>What of a conversation and its options reaches an OpenAI-compatible server, and in which words.</summary>
public sealed class OpenAiRequestTests
{
    private static readonly byte[] Bytes = [1, 2, 3];

    private static readonly JsonElement Schema = Parse("""{"type":"object","properties":{"a":{"type":"integer","default":3},"b":{"$ref":"#/$defs/t"}},"required":["a"],"$defs":{"t":{"type":"string"}}}""");

    public static TheoryData<string, string> Parts => new()
    {
        { "image data", """{"type":"image_url","image_url":{"url":"data:image/png;base64,AQID"}}""" },
        { "image address", """{"type":"image_url","image_url":{"url":"https://x.y/a.png","detail":"high"}}""" },
        { "wav", """{"type":"input_audio","input_audio":{"data":"AQID","format":"wav"}}""" },
        { "mpeg", """{"type":"input_audio","input_audio":{"data":"AQID","format":"mp3"}}""" },
        { "mp3", """{"type":"input_audio","input_audio":{"data":"AQID","format":"mp3"}}""" },
        { "flac", """{"type":"input_audio","input_audio":{"data":"AQID","format":"flac"}}""" },
        { "pdf", """{"type":"file","file":{"file_data":"data:application/pdf;base64,AQID","filename":"a.pdf"}}""" },
        { "pdf without a name", """{"type":"file","file":{"file_data":"data:application/pdf;base64,AQID","filename":"file.pdf"}}""" },
        { "text file", """{"type":"file","file":{"file_data":"data:text/plain;base64,AQID","filename":"file"}}""" },
        { "file address", """{"type":"file","file":{"file_data":"https://x.y/a.pdf","filename":"a.pdf"}}""" },
        { "hosted file", """{"type":"file","file":{"file_id":"f-1"}}""" },
    };

    public static TheoryData<string, string> Modes => new()
    {
        { "auto", "\"auto\"" },
        { "none", "\"none\"" },
        { "any", "\"required\"" },
        { "look_up", """{"type":"function","function":{"name":"look_up"}}""" },
    };

    [Theory]
    [MemberData(nameof(Parts))]
    public async Task Part_OfEveryKind_IsSentAsItIs(string kind, string expected)
    {
        AIContent part = kind switch
        {
            "image data" => new DataContent(Bytes, "image/png"),
            "image address" => new UriContent("https://x.y/a.png", "image/*") { AdditionalProperties = new() { ["detail"] = "high" } },
            "pdf" => new DataContent(Bytes, "application/pdf") { Name = "a.pdf" },
            "pdf without a name" => new DataContent(Bytes, "application/pdf"),
            "text file" => new DataContent(Bytes, "text/plain"),
            "file address" => new UriContent("https://x.y/a.pdf", "application/pdf"),
            "hosted file" => new HostedFileContent("f-1"),
            _ => new DataContent(Bytes, $"audio/{kind}"),
        };

        JsonObject body = await SendAsync([new ChatMessage(ChatRole.User, [new TextContent("look"), part])]);

        AssertJson($$"""[{"role":"user","content":[{"type":"text","text":"look"},{{expected}}]}]""", body["messages"]);
    }

    [Fact]
    public async Task Conversation_WithCallsAndResults_IsSentWhole()
    {
        ChatMessage[] conversation =
        [
            new(ChatRole.System, [new TextContent("a"), new TextContent("b")]),
            new(new ChatRole("developer"), "Be kind."),
            new(ChatRole.User, "Zürich & \"Bern\" 😀") { AuthorName = "Anna Müller!" },
            new(ChatRole.Assistant, [
                new TextReasoningContent("Not for the next turn."), new TextContent("Let me look."),
                new FunctionCallContent("c1", "look_up", new Dictionary<string, object?> { ["city"] = "Zürich", ["n"] = 2 }),
                new FunctionCallContent("c2", "now"),
            ]),
            new(ChatRole.Tool, [new FunctionResultContent("c1", "rain"), new FunctionResultContent("c2", new { Hour = 7 })]),
            new(ChatRole.Assistant, [new FunctionCallContent("c3", "now")]),
            new(ChatRole.Tool, [new FunctionResultContent("c3", null)]),
            new(ChatRole.Assistant, [new ErrorContent("No.") { ErrorCode = "Refusal" }]),
            new(ChatRole.User, []),
        ];

        JsonObject body = await SendAsync(conversation, new ChatOptions { Instructions = "Be short." });

        AssertJson(
            """
            [{"role":"system","content":"Be short."},
             {"role":"system","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]},
             {"role":"developer","content":"Be kind."},
             {"role":"user","content":"Zürich & \"Bern\" 😀","name":"AnnaMller"},
             {"role":"assistant","content":"Let me look.","tool_calls":[
               {"id":"c1","type":"function","function":{"name":"look_up","arguments":"{\"city\":\"Zürich\",\"n\":2}"}},
               {"id":"c2","type":"function","function":{"name":"now","arguments":"{}"}}]},
             {"role":"tool","tool_call_id":"c1","content":"rain"},
             {"role":"tool","tool_call_id":"c2","content":"{\"hour\":7}"},
             {"role":"assistant","tool_calls":[{"id":"c3","type":"function","function":{"name":"now","arguments":"{}"}}]},
             {"role":"tool","tool_call_id":"c3","content":""},
             {"role":"assistant","content":"","refusal":"No."},
             {"role":"user","content":""}]
            """,
            body["messages"]);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Tools_InEveryMode_AreSentWithTheirSchemasUntouched(string mode, string expected)
    {
        JsonObject body = await SendAsync("q", new ChatOptions
        {
            Tools = [AIFunctionFactory.CreateDeclaration("look_up", "Looks up.", Schema), AIFunctionFactory.CreateDeclaration("now", "", Parse("""{"type":"object"}"""))],
            ToolMode = mode switch
            {
                "auto" => ChatToolMode.Auto,
                "none" => ChatToolMode.None,
                "any" => ChatToolMode.RequireAny,
                _ => ChatToolMode.RequireSpecific(mode),
            },
            AllowMultipleToolCalls = false,
        });

        AssertJson(
            $$$$"""
            [{"type":"function","function":{"name":"look_up","description":"Looks up.","parameters":{{{{Schema.GetRawText()}}}}}},
             {"type":"function","function":{"name":"now","parameters":{"type":"object"}}}]
            """,
            body["tools"]);
        AssertJson(expected, body["tool_choice"]);
        AssertJson("false", body["parallel_tool_calls"]);
    }

    [Fact]
    public async Task Tools_NoneGiven_SendsNeitherModeNorParallelCalls()
    {
        JsonObject body = await SendAsync("q", new ChatOptions { Tools = [], ToolMode = ChatToolMode.RequireAny, AllowMultipleToolCalls = true });

        Assert.Equal(["model", "messages"], body.Select(field => field.Key));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Format_OfASchema_ChangesItOnlyWhenStrict(bool? strict)
    {
        JsonObject body = await SendAsync("q", new ChatOptions
        {
            ResponseFormat = ChatResponseFormat.ForJsonSchema(Schema, "thing", "A thing."),
            AdditionalProperties = strict is null ? null : new() { ["strict"] = strict },
        });

        JsonObject sent = body["response_format"]!["json_schema"]!.AsObject();
        Assert.Equal(("json_schema", "thing", "A thing."), ((string?)body["response_format"]!["type"], (string?)sent["name"], (string?)sent["description"]));
        Assert.Equal(strict, (bool?)sent["strict"]);
        if (strict != true) AssertJson(Schema.GetRawText(), sent["schema"]);
        else Assert.Equal(("""["a","b"]""", "false"), (sent["schema"]!["required"]!.ToJsonString(), sent["schema"]!["additionalProperties"]!.ToJsonString()));
    }

    [Fact]
    public async Task Options_OfEveryKind_AreSentUnderTheirNames()
    {
        JsonObject body = await SendAsync("q", new ChatOptions
        {
            ModelId = "other",
            TopP = 0.9f,
            FrequencyPenalty = 0.1f,
            PresencePenalty = -0.2f,
            Seed = long.MaxValue,
            Reasoning = new ReasoningOptions { Effort = ReasoningEffort.ExtraHigh },
            ResponseFormat = ChatResponseFormat.Json,
            Tools = [new HostedWebSearchTool()],
        });

        body.Remove("messages");
        Assert.Equal(
            """{"model":"other","top_p":0.9,"frequency_penalty":0.1,"presence_penalty":-0.2,"seed":9223372036854775807,"reasoning_effort":"xhigh","response_format":{"type":"json_object"},"web_search_options":{}}""",
            body.ToJsonString());
    }

    private static Task<JsonObject> SendAsync(string prompt, ChatOptions options) => SendAsync([new ChatMessage(ChatRole.User, prompt)], options);

    private static async Task<JsonObject> SendAsync(ChatMessage[] conversation, ChatOptions? options = null)
    {
        await using EndpointFixture fixture = await StartAsync();
        await fixture.Client().GetResponseAsync(conversation, options, Cancel);
        return fixture.Upstream.Requests.Single().Json;
    }

    private static JsonElement Parse(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private static void AssertJson(string expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), $"Expected {expected}\nbut sent {actual?.ToJsonString()}");
}
