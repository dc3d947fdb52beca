using System.Net;
using System.Text.Json.Nodes;
using FusionOfN.Testing;

namespace FusionOfN.Gateway.Tests.Messages;

/// <summary>Anthropic's Messages API beside what its own client checks: what is translated, what is refused and in which shape, keys and limits.</summary>
public sealed class MessagesTests
{
    [Fact]
    public async Task Post_AgentsConversation_ReachesTheMembersInChatForm()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await gateway.PostRawAsync("/v1/messages?beta=true", """
            {"model":"a","max_tokens":77,"temperature":0.5,"top_k":7,"stop_sequences":["END"],"metadata":{"user_id":"u"},"context_management":{"edits":[]},
             "system":[{"type":"text","text":"You are an agent.","cache_control":{"type":"ephemeral"}}],
             "thinking":{"type":"enabled","budget_tokens":10000},
             "tools":[{"name":"look","description":"Looks","input_schema":{"type":"object","properties":{"at":{"type":"integer"}}},"cache_control":{"type":"ephemeral"}}],
             "tool_choice":{"type":"auto","disable_parallel_tool_use":true},
             "messages":[
               {"role":"user","content":[{"type":"text","text":"What is this?"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}}]},
               {"role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":"s"},{"type":"text","text":"I look."},{"type":"tool_use","id":"t1","name":"look","input":{"at":1}},{"type":"tool_use","id":"t2","name":"look","input":{}}]},
               {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":"a cat"},{"type":"tool_result","tool_use_id":"t2","is_error":true,"content":[{"type":"text","text":"nothing"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"BBBB"}}]},{"type":"text","text":"Go on."}]}]}
            """);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        JsonObject sent = Assert.Single(upstream.Requests).Json;
        JsonArray messages = sent["messages"]!.AsArray();
        Assert.Equal(["system", "user", "assistant", "tool", "tool", "user", "user"], messages.Select(message => (string?)message!["role"]));
        Assert.NotNull(messages[0]!["content"]![0]!["cache_control"]);
        Assert.Equal("data:image/png;base64,AAAA", (string?)messages[1]!["content"]![1]!["image_url"]!["url"]);
        Assert.Equal(["t1", "t2"], messages[2]!["tool_calls"]!.AsArray().Select(call => (string?)call!["id"]));
        Assert.Equal("I look.", (string?)messages[2]!["content"]![0]!["text"]);
        Assert.Equal("The tool failed: nothing", (string?)messages[4]!["content"]);
        Assert.Equal("data:image/png;base64,BBBB", (string?)messages[5]!["content"]![1]!["image_url"]!["url"]);
        Assert.Equal("Go on.", (string?)messages[6]!["content"]![0]!["text"]);
        Assert.Equal(77, (int)sent["max_completion_tokens"]!);
        Assert.Equal("medium", (string?)sent["reasoning_effort"]);
        Assert.Equal("END", (string?)sent["stop"]![0]);
        Assert.False((bool)sent["parallel_tool_calls"]!);
        Assert.Equal("look", (string?)sent["tools"]![0]!["function"]!["name"]);
        Assert.Null(sent["metadata"]);
        Assert.Null(sent["context_management"]);
    }

    [Theory]
    [InlineData("""{"max_tokens":1,"messages":[{"role":"user","content":"x"}]}""", 400, "invalid_request_error", "model")]
    [InlineData("""{"model":"fusion","max_tokens":1}""", 400, "invalid_request_error", "messages")]
    [InlineData("""{"model":"fusion","max_tokens":0,"messages":[{"role":"user","content":"x"}]}""", 400, "invalid_request_error", "max_tokens")]
    [InlineData("""{"model":"fusion","messages":[{"role":"robot","content":"x"}]}""", 400, "invalid_request_error", "messages[0].role")]
    [InlineData("""{"model":"fusion","messages":[{"role":"user","content":[{"type":"smell"}]}]}""", 400, "invalid_request_error", "messages[0].content[0].type")]
    [InlineData("""{"model":"fusion","messages":[{"role":"user","content":[{"type":"image","source":{"type":"file","file_id":"f"}}]}]}""", 400, "invalid_request_error", "messages[0].content[0].source.type")]
    [InlineData("""{"model":"fusion","system":7,"messages":[{"role":"user","content":"x"}]}""", 400, "invalid_request_error", "system")]
    [InlineData("""{"model":"fusion","mcp_servers":[{}],"messages":[{"role":"user","content":"x"}]}""", 400, "invalid_request_error", "mcp_servers")]
    [InlineData("""{"model":"fusion","fusion":{"m":1},"messages":[{"role":"user","content":"x"}]}""", 400, "invalid_request_error", "fusion.m")]
    [InlineData("""{"model":"nobody","messages":[{"role":"user","content":"x"}]}""", 404, "not_found_error", "model")]
    [InlineData("""{"model":""", 400, "invalid_request_error", "The body")]
    public async Task Post_BadRequest_IsAnErrorOfAnthropicsShape(string body, int status, string type, string begin)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        foreach (string path in (string[])["/v1/messages", "/v1/messages/count_tokens"])
        {
            using HttpResponseMessage response = await gateway.PostRawAsync(path, body);

            JsonObject answer = await TestGateway.ReadAsync(response);
            Assert.Equal(status, (int)response.StatusCode);
            Assert.Equal("error", (string?)answer["type"]);
            Assert.Equal(type, (string?)answer["error"]!["type"]);
            Assert.StartsWith(begin, (string?)answer["error"]!["message"], StringComparison.Ordinal);
            Assert.Equal(Assert.Single(response.Headers.GetValues("x-request-id")), (string?)answer["request_id"]);
        }

        Assert.Empty(upstream.Requests);
    }

    // What the readers of chat completions find is said of the fields that the client sent.
    [Theory]
    [InlineData("""{"stop_sequences":["a","b","c","d","e","f","g","h","i","j","k","l","m","n","o","p","q"]}""", "stop_sequences: ")]
    [InlineData("""{"stop_sequences":["a",1]}""", "stop_sequences[1]: ")]
    [InlineData("""{"system":"s","messages":[{"role":"user","content":[{"type":"text","text":"x"},{"type":"image","source":{"type":"url","url":"ftp://a/b.png"}}]}]}""", "messages[0].content[1].source.url: ")]
    [InlineData("""{"system":"s","messages":[{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"%%%"}}]}]}""", "messages[0].content[0].source.data: ")]
    [InlineData("""{"messages":[{"role":"user","content":[{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"%"}}]}]}""", "messages[0].content[0].source.data: ")]
    [InlineData("""{"messages":[{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"n","input":{}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":[{"type":"image","source":{"type":"url","url":"x"}}]}]}]}""", "messages[1].content[0].content[0].source.url: ")]
    [InlineData("""{"output_config":{"format":{"type":"json_schema","schema":{"$ref":"#/$defs/nope"}}}}""", "output_config.format.schema: ")]
    [InlineData("""{"output_format":{"type":"json_schema","schema":{"type":"objekt"}}}""", "output_format.schema: ")]
    [InlineData("""{"output_config":{"effort":"huge"}}""", "output_config.effort: ")]
    [InlineData("""{"tools":[{"name":"litellm_fusion","input_schema":{}}]}""", "tools[0].name: ")]
    [InlineData("""{"tool_choice":{"type":"any"}}""", "tool_choice: ")]
    [InlineData("""{"tools":[{"name":"a","input_schema":{}}],"tool_choice":{"type":"tool","name":"b"}}""", "tool_choice: ")]
    [InlineData("""{"temperature":3}""", "temperature: ")]
    [InlineData("""{"api_base":"http://x"}""", "api_base: ")]
    public async Task Post_WhatChatWouldRefuse_NamesTheFieldThatWasSent(string fields, string begin)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        JsonObject body = JsonNode.Parse(fields)!.AsObject();
        body["model"] = "fusion";
        body["max_tokens"] = 100;
        body.TryAdd("messages", TestGateway.Ask("hi"));

        using HttpResponseMessage response = await gateway.PostAsync("/v1/messages", body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.StartsWith(begin, (string?)(await TestGateway.ReadAsync(response))["error"]!["message"], StringComparison.Ordinal);
        Assert.Empty(upstream.Requests);
    }

    [Fact]
    public async Task Post_WithKeys_TakesTheKeyFromItsOwnHeaderAndBooksTheRun()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => Replies.Of(request, "fused");
        await using TestGateway gateway = await TestGateway.StartAsync(
            upstream, change: options => options with { Configuration = options.Configuration with { Keys = GatewayKeyMode.Required } });
        JsonObject body = new() { ["model"] = "fusion", ["max_tokens"] = 100, ["messages"] = TestGateway.Ask("hi") };

        using HttpResponseMessage refused = await gateway.PostAsync("/v1/messages", body, ("x-api-key", "fok_wrong"), ("anthropic-version", "2023-06-01"));

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal("authentication_error", (string?)(await TestGateway.ReadAsync(refused))["error"]!["type"]);
    }

    [Theory]
    [InlineData(429, 429, "rate_limit_error")]
    [InlineData(402, 402, "billing_error")]
    [InlineData(500, 502, "api_error")]
    public async Task Post_MembersFail_HasAStatusOfItsCauseAlsoAsAStream(int upstreamStatus, int status, string type)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.Default = UpstreamReply.Error(upstreamStatus);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        foreach (bool stream in (bool[])[false, true])
        {
            using HttpResponseMessage response = await gateway.PostAsync("/v1/messages", new() { ["model"] = "fusion", ["stream"] = stream, ["messages"] = TestGateway.Ask("hi") });

            Assert.Equal(status, (int)response.StatusCode);
            Assert.Equal(type, (string?)(await TestGateway.ReadAsync(response))["error"]!["type"]);
        }
    }

    [Fact]
    public async Task Post_FusorDiesInTheMiddle_TheStreamEndsWithAnErrorEvent()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        ClientPace pace = new();
        upstream.OnRequest = request => Replies.IsFusing(request)
            ? pace.Set(new UpstreamReply { Pieces = ["<fused_answer>\nParis, on ", "the Seine, for", " long"], ErrorAfterPieces = 2 })
            : $"candidate of {request.Model}";
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await gateway.PostAsync("/v1/messages", new() { ["model"] = "fusion", ["stream"] = true, ["messages"] = TestGateway.Ask("hi") });
        using StreamReader reader = new(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        List<string> names = [];
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal))
                names.Add(line[7..]);
            if (line.Contains("text_delta", StringComparison.Ordinal))
                pace.Note();
        }

        Assert.Equal("message_start", names[0]);
        Assert.Contains("content_block_delta", names);
        Assert.Equal("error", names[^1]);
    }

    [Fact]
    public async Task Post_ModelRefuses_TheStopReasonSaysSo()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.Default = new UpstreamReply { Refusal = "I will not do that." };
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await gateway.PostAsync("/v1/messages", new() { ["model"] = "a", ["messages"] = TestGateway.Ask("hi") });

        JsonObject answer = await TestGateway.ReadAsync(response);
        Assert.Equal("refusal", (string?)answer["stop_reason"]);
        Assert.Equal("I will not do that.", (string?)answer["content"]![0]!["text"]);
    }
}
