using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using FusionOfN.Testing;

namespace FusionOfN.Gateway.Tests.Responses;

/// <summary>Tools as agents bring them: hosted ones, ones that take a text, groups of an MCP server's, and items that are named instead of sent.</summary>
public sealed class ClientToolTests
{
    // The form in which Codex asks with its default configuration; the texts are ours.
    private const string Codex = """
        {"model":"$MODEL","instructions":"You are a coding agent.","stream":true,"store":false,"parallel_tool_calls":false,"tool_choice":"auto",
         "reasoning":{"effort":"medium","summary":"auto"},"include":["reasoning.encrypted_content"],"prompt_cache_key":"session-1","client_metadata":{"x":"y"},"text":{"verbosity":"low"},
         "tools":[
           {"type":"function","name":"shell","description":"Runs a command","strict":false,"parameters":{"type":"object","properties":{"command":{"type":"array","items":{"type":"string"}}},"required":["command"]}},
           {"type":"custom","name":"apply_patch","description":"Edits files","format":{"type":"grammar","syntax":"lark","definition":"start: /.+/"}},
           {"type":"web_search","external_web_access":false},
           {"type":"namespace","name":"mcp__docs","description":"Documentation","tools":[{"type":"function","name":"search","description":"Searches","strict":false,"parameters":{"type":"object","properties":{"q":{"type":"string"}}}}]}],
         "input":[
           {"type":"message","role":"developer","content":[{"type":"input_text","text":"Sandbox: read-only."}]},
           {"type":"message","role":"user","content":[{"type":"input_text","text":"Fix the bug."}]},
           {"type":"reasoning","summary":[],"encrypted_content":"gAAAA"},
           {"type":"custom_tool_call","status":"completed","call_id":"p1","name":"apply_patch","input":"*** Begin Patch"},
           {"type":"custom_tool_call_output","call_id":"p1","output":"Success"},
           {"type":"web_search_call","status":"completed","action":{"type":"search","query":"x"}},
           {"type":"function_call","namespace":"mcp__docs","name":"search","arguments":"{\"q\":\"x\"}","call_id":"s1"},
           {"type":"function_call_output","call_id":"s1","output":"found"}]}
        """;

    [Fact]
    public async Task Codex_Fusion_CallsFunctionsAndIsToldWhatWasLeftOut()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.Default = Calling("""{"index":0,"id":"c1","type":"function","function":{"name":"mcp__docs__search","arguments":"{\"q\":\"y\"}"}}""");
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        JsonNode response = await LastAsync(gateway, Codex.Replace("$MODEL", "fusion", StringComparison.Ordinal));

        Assert.All(upstream.Requests, request =>
        {
            Assert.Equal(["shell", "mcp__docs__search"], request.Json["tools"]!.AsArray().Select(tool => (string?)tool!["function"]!["name"]));
            Assert.Equal(["system", "system", "user", "assistant", "tool", "assistant", "tool"], request.Json["messages"]!.AsArray().Select(message => (string?)message!["role"]));
            Assert.Null(request.Json["client_metadata"]);
        });
        JsonNode call = Assert.Single(response["output"]!.AsArray())!;
        Assert.Equal(("function_call", "mcp__docs", "search"), ((string?)call["type"], (string?)call["namespace"], (string?)call["name"]));
        Assert.Contains("custom 'apply_patch', web_search", (string?)response["fusion"]!["notes"]![0], StringComparison.Ordinal);
        Assert.Equal(4, response["tools"]!.AsArray().Count);
    }

    [Fact]
    public async Task Codex_PlainModel_GetsEveryToolAndItsCustomCallComesBack()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.Default = Calling("""{"index":0,"id":"c1","type":"custom","custom":{"name":"apply_patch","input":"*** Begin"}}""");
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        JsonNode response = await LastAsync(gateway, Codex.Replace("$MODEL", "a", StringComparison.Ordinal));

        JsonArray tools = Assert.Single(upstream.Requests).Json["tools"]!.AsArray();
        Assert.Equal(["function", "custom", "web_search", "function"], tools.Select(tool => (string?)tool!["type"]));
        Assert.Equal("grammar", (string?)tools[1]!["custom"]!["format"]!["type"]);
        JsonNode call = Assert.Single(response["output"]!.AsArray())!;
        Assert.Equal(("custom_tool_call", "c1", "apply_patch", "*** Begin"), ((string?)call["type"], (string?)call["call_id"], (string?)call["name"], (string?)call["input"]));
    }

    [Fact]
    public async Task AllowedTools_OnlyThoseAreOffered()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => Replies.Of(request, "fused");
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await gateway.PostRawAsync("/v1/responses", """
            {"model":"fusion","input":"x","tools":[{"type":"function","name":"f"},{"type":"function","name":"g"}],"tool_choice":{"type":"allowed_tools","mode":"auto","tools":[{"type":"function","name":"g"}]}}
            """);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("g", (string?)Assert.Single(upstream.Requests[0].Json["tools"]!.AsArray())!["function"]!["name"]);
    }

    [Fact]
    public async Task ItemReference_OfARecentAnswer_IsThatItem()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => request.Body.Contains("rain", StringComparison.Ordinal) ? "It rains." : ToolReplies.Call("Oslo", "call_1");
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        const string Tools = """[{"type":"function","name":"weather"}]""";

        using HttpResponseMessage first = await gateway.PostRawAsync("/v1/responses", $$"""{"model":"a","input":"Weather?","tools":{{Tools}}}""");
        string id = (string)(await TestGateway.ReadAsync(first))["output"]![0]!["id"]!;
        string next = $$"""{"model":"a","tools":{{Tools}},"input":[{"role":"user","content":"Weather?"},{"type":"item_reference","id":"{{id}}"},{"type":"function_call_output","call_id":"call_1","output":"rain"}]}""";
        using HttpResponseMessage second = await gateway.PostRawAsync("/v1/responses", next);
        using HttpResponseMessage unkept = await gateway.PostRawAsync("/v1/responses", $$"""{"model":"a","store":false,"input":"Weather?","tools":{{Tools}}}""");
        string other = (string)(await TestGateway.ReadAsync(unkept))["output"]![0]!["id"]!;
        using HttpResponseMessage third = await gateway.PostRawAsync("/v1/responses", next.Replace(id, other, StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal("weather", (string?)upstream.Requests[1].Json["messages"]![1]!["tool_calls"]![0]!["function"]!["name"]);
        Assert.Equal(HttpStatusCode.BadRequest, third.StatusCode);
        Assert.Contains("store: false", (string?)(await TestGateway.ReadAsync(third))["error"]!["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ItemReference_OneLongItemNamedManyTimes_Is400BeforeItIsCopied()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.Default = new UpstreamReply { Pieces = [new string('x', 900_000)] };
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        using HttpResponseMessage first = await gateway.PostAsync("/v1/responses", new() { ["model"] = "a", ["input"] = "hi" });
        string id = (string)(await TestGateway.ReadAsync(first))["output"]![0]!["id"]!;
        upstream.Default = "ok";

        using HttpResponseMessage several = await AskAsync(times: 3);
        using HttpResponseMessage many = await AskAsync(times: 5_000);

        Assert.Equal(HttpStatusCode.OK, several.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, many.StatusCode);
        Assert.Equal("input[4]", (string?)(await TestGateway.ReadAsync(many))["error"]!["param"]);

        Task<HttpResponseMessage> AskAsync(int times) => gateway.PostAsync("/v1/responses", new()
        {
            ["model"] = "a",
            ["input"] = new JsonArray([.. Enumerable.Range(0, times).Select(_ => new JsonObject { ["type"] = "item_reference", ["id"] = id }), new JsonObject { ["role"] = "user", ["content"] = "go on" }]),
        });
    }

    [Fact]
    public async Task PlainModel_GivesSourcesAndProbabilities_TheyStandInTheText()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.Default = UpstreamReply.Raw("""
            {"id":"u","model":"m","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"Hi","annotations":[{"type":"url_citation","url_citation":{"url":"https://e.org","title":"E","start_index":0,"end_index":2}}]},"logprobs":{"content":[{"token":"Hi","logprob":-0.5,"bytes":[72,105],"top_logprobs":[]}]}}]}
            """);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        const string Ask = """{"model":"a","input":"x","include":["message.output_text.logprobs"],"top_logprobs":2}""";

        using HttpResponseMessage response = await gateway.PostRawAsync("/v1/responses", Ask);
        JsonNode whole = (await TestGateway.ReadAsync(response))["output"]![0]!;
        JsonNode streamed = (await LastAsync(gateway, Ask.Replace("\"input\"", "\"stream\":true,\"input\"", StringComparison.Ordinal)))["output"]![0]!;

        foreach (JsonNode part in new[] { whole["content"]![0]!, streamed["content"]![0]! })
        {
            Assert.Equal("https://e.org", (string?)Assert.Single(part["annotations"]!.AsArray())!["url"]);
            Assert.Equal("Hi", (string?)Assert.Single(part["logprobs"]!.AsArray())!["token"]);
        }

        Assert.True((bool)upstream.Requests[0].Json["logprobs"]!);
    }

    private static async Task<JsonNode> LastAsync(TestGateway gateway, string body)
    {
        using HttpResponseMessage response = await gateway.PostRawAsync("/v1/responses", body);
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, text);
        JsonNode last = JsonNode.Parse(text.Split('\n').Last(line => line.StartsWith("data: {", StringComparison.Ordinal))[6..])!;
        Assert.Equal("response.completed", (string?)last["type"]);
        return last["response"]!;
    }

    private static UpstreamReply Calling(string call) => new()
    {
        RawContentType = "text/event-stream",
        RawBody = Encoding.UTF8.GetBytes($$"""data: {"id":"u","model":"m","choices":[{"index":0,"delta":{"tool_calls":[{{call}}]},"finish_reason":"tool_calls"}]}""" + "\n\ndata: [DONE]\n\n"),
    };
}
