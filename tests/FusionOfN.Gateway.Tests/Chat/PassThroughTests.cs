using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using FusionOfN.Testing;

namespace FusionOfN.Gateway.Tests.Chat;

/// <summary>A plain model gets what its client wrote, and its client gets what it wrote, also what the gateway knows nothing of.</summary>
public sealed class PassThroughTests
{
    private const string Message =
        """{"role":"assistant","content":"Hi","refusal":null,"annotations":[{"type":"url_citation","url_citation":{"url":"https://e.org","title":"E","start_index":0,"end_index":2}}],"reasoning_details":[{"type":"reasoning.text","text":"so"}]}""";

    [Fact]
    public async Task Chat_FieldsOfEveryKind_ReachThePlainModelAsTheyWereGiven()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await gateway.PostRawAsync("/v1/chat/completions", """
            {"model":"a","n":2,"logprobs":true,"top_logprobs":3,"seed":9007199254740993,"reasoning_effort":"minimal",
             "tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{"x":{"type":"string"}}}},"cache_control":{"type":"ephemeral"}},{"type":"web_search"},{"type":"custom","custom":{"name":"patch"}}],
             "tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"auto","tools":[{"type":"function","function":{"name":"f"}}]}},
             "messages":[{"role":"developer","content":[{"type":"text","text":"Be brief.","cache_control":{"type":"ephemeral"}}]},
                         {"role":"user","content":[{"type":"text","text":"x"},{"type":"video_url","video_url":{"url":"https://e.org/v"}}]},
                         {"role":"assistant","content":"","reasoning_content":"hm"},
                         {"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\"x\": "},"extra_content":{"google":{"thought_signature":"sig"}}}]},
                         {"role":"tool","tool_call_id":"c1","content":"that was no JSON"}]}
            """);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        JsonObject sent = Assert.Single(upstream.Requests).Json;
        Assert.Equal(2, (int)sent["n"]!);
        Assert.Equal((true, 3), ((bool)sent["logprobs"]!, (int)sent["top_logprobs"]!));
        Assert.Equal(9007199254740993, (long)sent["seed"]!);
        Assert.Equal("minimal", (string?)sent["reasoning_effort"]);
        Assert.Equal(["function", "web_search", "custom"], sent["tools"]!.AsArray().Select(tool => (string?)tool!["type"]));
        Assert.NotNull(sent["tools"]![0]!["cache_control"]);
        Assert.Null(sent["tools"]![0]!["function"]!["strict"]);
        Assert.Equal("allowed_tools", (string?)sent["tool_choice"]!["type"]);
        JsonArray messages = sent["messages"]!.AsArray();
        Assert.Equal(["developer", "user", "assistant", "assistant", "tool"], messages.Select(message => (string?)message!["role"]));
        Assert.NotNull(messages[0]!["content"]![0]!["cache_control"]);
        Assert.Equal("https://e.org/v", (string?)messages[1]!["content"]![1]!["video_url"]!["url"]);
        Assert.Equal(("", "hm"), ((string?)messages[2]!["content"], (string?)messages[2]!["reasoning_content"]));
        Assert.Equal("{\"x\": ", (string?)messages[3]!["tool_calls"]![0]!["function"]!["arguments"]);
        Assert.Equal("sig", (string?)messages[3]!["tool_calls"]![0]!["extra_content"]!["google"]!["thought_signature"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Chat_ReplyWithMoreThanText_ReachesTheClientAsItCame(bool stream)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.Default = Whole($$"""
            {"id":"u1","object":"chat.completion","created":1,"model":"a-2026","system_fingerprint":"fp_1","citations":["https://e.org"],"usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7},
             "choices":[{"index":0,"message":{{Message}},"logprobs":{"content":[{"token":"Hi","logprob":-0.1,"bytes":null,"top_logprobs":[]}]},"finish_reason":"stop"},
                        {"index":1,"message":{"role":"assistant","content":"Ho"},"finish_reason":"length"}]}
            """);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        JsonObject answer = await AskAsync(gateway, stream, new() { ["model"] = "a", ["n"] = 2, ["logprobs"] = true, ["messages"] = TestGateway.Ask("hi") });

        Assert.Equal("a-2026", (string?)answer["model"]);
        Assert.Equal("fp_1", (string?)answer["system_fingerprint"]);
        Assert.Equal("https://e.org", (string?)answer["citations"]![0]);
        JsonNode first = answer["choices"]![0]!;
        Assert.Equal("Hi", (string?)first["message"]!["content"]);
        Assert.Equal("E", (string?)Assert.Single(first["message"]!["annotations"]!.AsArray())!["url_citation"]!["title"]);
        Assert.Equal("so", (string?)Assert.Single(first["message"]!["reasoning_details"]!.AsArray())!["text"]);
        Assert.Equal("Hi", (string?)Assert.Single(first["logprobs"]!["content"]!.AsArray())!["token"]);
        Assert.Equal("stop", (string?)first["finish_reason"]);
        JsonNode second = answer["choices"]![1]!;
        Assert.Equal(("Ho", "length"), ((string?)second["message"]!["content"], (string?)second["finish_reason"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Chat_ReplyInPieces_IsPutTogetherWithItsProbabilitiesAndSignatures(bool stream)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.Default = Streamed(
            """{"delta":{"role":"assistant","content":"I "},"logprobs":{"content":[{"token":"I ","logprob":-1}]}}""",
            """{"delta":{"content":"look."},"logprobs":{"content":[{"token":"look.","logprob":-2}]}}""",
            """{"delta":{"tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"f","arguments":"{\"x\":"},"extra_content":{"google":{"thought_signature":"sig"}}}]}}""",
            """{"delta":{"tool_calls":[{"index":0,"function":{"arguments":" oops"}}]},"finish_reason":"tool_calls"}""");
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        JsonObject answer = await AskAsync(gateway, stream, new()
        {
            ["model"] = "a",
            ["messages"] = TestGateway.Ask("hi"),
            ["tools"] = new JsonArray(new JsonObject { ["type"] = "function", ["function"] = new JsonObject { ["name"] = "f" } }),
        });

        JsonNode choice = answer["choices"]![0]!;
        Assert.Equal("I look.", (string?)choice["message"]!["content"]);
        Assert.Equal(["I ", "look."], choice["logprobs"]!["content"]!.AsArray().Select(token => (string?)token!["token"]));
        JsonNode call = Assert.Single(choice["message"]!["tool_calls"]!.AsArray())!;
        Assert.Equal("{\"x\": oops", (string?)call["function"]!["arguments"]);
        Assert.Equal("sig", (string?)call["extra_content"]!["google"]!["thought_signature"]);
        Assert.Equal("tool_calls", (string?)choice["finish_reason"]);
    }

    // As servers send calls: each in pieces, several in turn, several of one number, without numbers, without an id, a tool that takes a text.
    [Theory]
    [InlineData(3, "0 c1 f {\"x\":1}", """{"index":0,"id":"c1","type":"function","function":{"name":"f","arguments":""}}""", """{"index":0,"function":{"arguments":"{\"x\""}}""", """{"index":0,"function":{"arguments":":1}"}}""")]
    [InlineData(4, "0 c1 f {\"x\":1}|1 c2 f {}", """{"index":0,"id":"c1","type":"function","function":{"name":"f","arguments":"{\"x\""}}""", """{"index":1,"id":"c2","type":"function","function":{"name":"f","arguments":"{"}}""", """{"index":0,"function":{"arguments":":1}"}}""", """{"index":1,"function":{"arguments":"}"}}""")]
    [InlineData(2, "0 c1 f {\"x\":1}|1 c2 f {}", """{"index":0,"id":"c1","type":"function","function":{"name":"f","arguments":"{\"x\":1}"}}""", """{"index":0,"id":"c2","type":"function","function":{"name":"f","arguments":"{}"}}""")]
    [InlineData(2, "0 c1 f {\"x\":1}|1 c2 f {}", """{"index":4,"id":"c1","type":"function","function":{"name":"f","arguments":"{\"x\":1}"}}""", """{"index":7,"id":"c2","type":"function","function":{"name":"f","arguments":"{}"}}""")]
    [InlineData(1, "0  f {\"x\":1}", """{"index":0,"type":"function","function":{"name":"f","arguments":"{\"x\""}}""", """{"index":0,"function":{"arguments":":1}"}}""")]
    [InlineData(2, "0 c1 t look", """{"index":0,"id":"c1","type":"custom","custom":{"name":"t","input":"lo"}}""", """{"index":0,"custom":{"input":"ok"}}""")]
    public async Task ChatStream_CallsOfAPlainModel_ComeAsTheServerSendsThem(int events, string expected, params string[] pieces)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.Default = Streamed([.. pieces.Select(piece => $$$"""{"delta":{"tool_calls":[{{{piece}}}]}}"""), """{"delta":{},"finish_reason":"tool_calls"}"""]);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await gateway.PostAsync("/v1/chat/completions", new()
        {
            ["model"] = "a",
            ["stream"] = true,
            ["messages"] = TestGateway.Ask("hi"),
            ["tools"] = new JsonArray(new JsonObject { ["type"] = "function", ["function"] = new JsonObject { ["name"] = "f" } }),
        });
        SortedDictionary<int, string[]> calls = [];
        int count = 0;
        string? finish = null;
        await foreach (JsonObject chunk in ServerEvents.ReadAsync(response))
        {
            finish = (string?)chunk["choices"]![0]!["finish_reason"] ?? finish;
            if (chunk["choices"]![0]!["delta"]!["tool_calls"] is not JsonArray got)
                continue;
            count++;
            foreach (JsonNode? one in got)
            {
                string[] call = calls.TryGetValue((int)one!["index"]!, out string[]? known) ? known : calls[(int)one["index"]!] = ["", "", ""];
                JsonNode? function = one["function"] ?? one["custom"];
                call[0] += (string?)one["id"];
                call[1] += (string?)function?["name"];
                call[2] += (string?)(function?["arguments"] ?? function?["input"]);
            }
        }

        Assert.Equal(events, count);
        Assert.Equal("tool_calls", finish);
        string all = string.Join('|', calls.Select(call => $"{call.Key} {string.Join(' ', call.Value)}"));
        Assert.Equal(expected, expected.StartsWith("0  ", StringComparison.Ordinal) ? $"0  {all[(all.IndexOf(" f ", StringComparison.Ordinal) + 1)..]}" : all);
    }

    [Theory]
    [InlineData("stop", "stop")]
    [InlineData("length", "length")]
    public async Task Chat_ReplyWithoutText_IsAnEmptyAnswer(string finish, string expected)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.Default = new UpstreamReply { Text = "", FinishReason = finish };
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        JsonNode choice = (await gateway.ChatAsync(new() { ["model"] = "a", ["messages"] = TestGateway.Ask("hi") }))["choices"]![0]!;
        using HttpResponseMessage response = await gateway.PostAsync("/v1/responses", new() { ["model"] = "a", ["input"] = "hi" });

        Assert.Equal(("", expected), ((string?)choice["message"]!["content"], (string?)choice["finish_reason"]));
        Assert.Equal(finish == "stop" ? "completed" : "incomplete", (string?)(await TestGateway.ReadAsync(response))["status"]);
    }

    [Theory]
    [InlineData("""{"model":"fusion","n":2,"messages":[{"role":"user","content":"x"}]}""", "n")]
    [InlineData("""{"model":"fusion","logprobs":true,"messages":[{"role":"user","content":"x"}]}""", "logprobs")]
    [InlineData("""{"model":"other","n":2,"messages":[{"role":"user","content":"x"}]}""", "n")]
    [InlineData("""{"model":"other","logprobs":true,"messages":[{"role":"user","content":"x"}]}""", "logprobs")]
    [InlineData("""{"model":"other","messages":[{"role":"user","content":[{"type":"video_url","video_url":{"url":"https://e.org"}}]}]}""", "messages")]
    public async Task Chat_WhatAModelHasNoPlaceFor_Is400BeforeAnythingIsSent(string body, string param)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(
            upstream, TestGateway.Configuration.Replace("models:", "  claude: { kind: anthropic, base_url: \"$URL\" }\nmodels:\n  other: { endpoint: claude, id: o }", StringComparison.Ordinal));

        using HttpResponseMessage response = await gateway.PostRawAsync("/v1/chat/completions", body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(param, (string?)(await TestGateway.ReadAsync(response))["error"]!["param"]);
        Assert.Empty(upstream.Requests);
    }

    [Fact]
    public async Task Chat_FieldsInsideOfMessages_ReachTheMembersOfAFusion()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => Replies.Of(request, "fused");
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await gateway.PostRawAsync("/v1/chat/completions", """
            {"model":"fusion","messages":[{"role":"developer","content":"Be brief."},{"role":"user","weight":1,"content":[{"type":"text","text":"x","cache_control":{"type":"ephemeral"}}]},
             {"role":"assistant","content":""},{"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{oops"}}]},{"role":"tool","tool_call_id":"c","content":"no JSON"}]}
            """);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(4, upstream.Requests.Count);
        Assert.All(upstream.Requests, request =>
        {
            JsonArray messages = request.Json["messages"]!.AsArray();
            Assert.Equal(["system", "user", "assistant", "assistant", "tool"], messages.Take(5).Select(message => (string?)message!["role"]));
            Assert.Equal(1, (int)messages[1]!["weight"]!);
            Assert.NotNull(messages[1]!["content"]![0]!["cache_control"]);
            Assert.Equal("{oops", (string?)messages[3]!["tool_calls"]![0]!["function"]!["arguments"]);
        });
    }

    [Fact]
    public async Task Chat_StrictFormatBesideTools_DoesNotMakeTheToolsStrict()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => Replies.Of(request, """{"city":"Paris"}""");
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await gateway.PostRawAsync("/v1/chat/completions", """
            {"model":"fusion","messages":[{"role":"user","content":"x"}],
             "tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{"optional":{"type":"string"}}}}}],
             "response_format":{"type":"json_schema","json_schema":{"name":"n","strict":true,"schema":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}}}}
            """);

        JsonObject sent = upstream.Requests.First(request => !Replies.IsFusing(request)).Json;
        Assert.True((bool)sent["response_format"]!["json_schema"]!["strict"]!);
        Assert.Null(sent["tools"]![0]!["function"]!["strict"]);
        Assert.Null(sent["tools"]![0]!["function"]!["parameters"]!["required"]);
    }

    [Theory]
    [InlineData("/v1/chat/completions", """{"model":"fusion","messages":[{"role":"user","content":"look"},{"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"c","content":[{"type":"text","text":"here"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]}]}""")]
    [InlineData("/v1/responses", """{"model":"fusion","input":[{"role":"user","content":"look"},{"type":"function_call","call_id":"c","name":"f","arguments":"{}"},{"type":"function_call_output","call_id":"c","output":[{"type":"input_text","text":"here"},{"type":"input_image","image_url":"data:image/png;base64,AAAA"}]}]}""")]
    [InlineData("/v1/responses", """{"model":"a","input":[{"role":"user","content":"look"},{"type":"function_call","call_id":"c","name":"f","arguments":"{}"},{"type":"function_call_output","call_id":"c","output":[{"type":"input_text","text":"here"},{"type":"input_image","image_url":"data:image/png;base64,AAAA"}]}]}""")]
    public async Task Tool_GivesAPicture_ItReachesTheModelBehindTheResult(string path, string body)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => Replies.Of(request, "a cat");
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await gateway.PostRawAsync(path, body);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        JsonArray messages = upstream.Requests[0].Json["messages"]!.AsArray();
        Assert.Equal(["user", "assistant", "tool", "user"], messages.Take(4).Select(message => (string?)message!["role"]));
        Assert.Equal("here", (string?)messages[2]!["content"]);
        Assert.Equal("data:image/png;base64,AAAA", (string?)messages[3]!["content"]![1]!["image_url"]!["url"]);
    }

    /// <summary>Asks, and puts the chunks of a stream together as a client does.</summary>
    private static async Task<JsonObject> AskAsync(TestGateway gateway, bool stream, JsonObject body)
    {
        if (!stream)
            return await gateway.ChatAsync(body);

        body["stream"] = true;
        using HttpResponseMessage response = await gateway.PostAsync("/v1/chat/completions", body);
        JsonObject answer = new() { ["choices"] = new JsonArray() };
        JsonArray choices = answer["choices"]!.AsArray();
        await foreach (JsonObject chunk in ServerEvents.ReadAsync(response))
        {
            foreach ((string name, JsonNode? value) in chunk.Where(field => field.Key != "choices" && field.Value is not null))
                answer[name] = value!.DeepClone();
            foreach (JsonObject piece in chunk["choices"]!.AsArray().Select(choice => choice!.AsObject()))
            {
                int index = (int)piece["index"]!;
                while (choices.Count <= index)
                    choices.Add(new JsonObject { ["message"] = new JsonObject { ["content"] = "" }, ["logprobs"] = new JsonObject { ["content"] = new JsonArray() } });
                JsonObject choice = choices[index]!.AsObject();
                choice["finish_reason"] = piece["finish_reason"]?.DeepClone() ?? choice["finish_reason"]?.DeepClone();
                foreach (JsonNode? token in piece["logprobs"]?["content"]?.AsArray() ?? [])
                    choice["logprobs"]!["content"]!.AsArray().Add(token!.DeepClone());
                foreach ((string name, JsonNode? value) in piece["delta"]!.AsObject())
                    choice["message"]![name] = name == "tool_calls" && choice["message"]![name] is JsonArray begun ? WithArguments(begun[0]!.AsObject(), value!) : name == "content" ? (string?)choice["message"]!["content"] + (string?)value : value?.DeepClone();
            }
        }

        return answer;
    }

    private static JsonArray WithArguments(JsonObject call, JsonNode pieces)
    {
        JsonObject whole = call.DeepClone().AsObject();
        whole["function"]!["arguments"] = (string?)whole["function"]!["arguments"] + (string?)Assert.Single(pieces.AsArray())!["function"]!["arguments"];
        return [whole];
    }

    private static UpstreamReply Whole(string json) => new() { RawBody = Encoding.UTF8.GetBytes(json) };

    private static UpstreamReply Streamed(params string[] choices) => new()
    {
        RawContentType = "text/event-stream",
        RawBody = Encoding.UTF8.GetBytes(string.Concat(choices.Select(choice => $$"""data: {"id":"u","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,{{choice[1..]}}]}""" + "\n\n")) + "data: [DONE]\n\n"),
    };
}
