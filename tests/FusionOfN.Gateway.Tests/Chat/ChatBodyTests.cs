using System.Net;
using System.Text.Json.Nodes;
using FusionOfN.Testing;

namespace FusionOfN.Gateway.Tests.Chat;

/// <summary>What a chat completions body may hold, what is refused and with which words, and what the members get to see.</summary>
public sealed class ChatBodyTests
{
    [Theory]
    [InlineData("""{"model":"fusion"}""", "messages", "missing_field")]
    [InlineData("""{"model":"fusion","messages":[]}""", "messages", "invalid_value")]
    [InlineData("""{"model":"fusion","messages":{}}""", "messages", "invalid_type")]
    [InlineData("""{"model":"fusion","messages":["hi"]}""", "messages[0]", "invalid_type")]
    [InlineData("""{"model":"fusion","messages":[{"role":"robot","content":"hi"}]}""", "messages[0].role", "invalid_value")]
    [InlineData("""{"model":"fusion","messages":[{"role":"user"}]}""", "messages[0].content", "missing_field")]
    [InlineData("""{"model":"fusion","messages":[{"role":"user","content":[{"type":"video"}]}]}""", "messages[0].content[0].type", "unsupported_value")]
    [InlineData("""{"model":"fusion","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"file:///etc/passwd"}}]}]}""", "messages[0].content[0].image_url.url", "invalid_value")]
    [InlineData("""{"model":"fusion","messages":[{"role":"user","content":"x"},{"role":"assistant","content":null}]}""", "messages[1].content", "missing_field")]
    [InlineData("""{"model":"fusion","messages":[{"role":"user","content":"x"}],"tools":[{"type":"functoin","function":{"name":"f"}}]}""", "tools[0].type", "unsupported_value")]
    [InlineData("""{"model":"fusion","messages":[{"role":"user","content":"x"}],"temperature":3}""", "temperature", "out_of_range")]
    [InlineData("""{"model":"fusion","messages":[{"role":"user","content":"x"}],"temperature":"hot"}""", "temperature", "invalid_type")]
    [InlineData("""{"model":"fusion","messages":[{"role":"user","content":"x"}],"max_tokens":1.5}""", "max_tokens", "invalid_type")]
    [InlineData("""{"model":"fusion","messages":[{"role":"user","content":"x"}],"n":2}""", "n", "unsupported_value")]
    [InlineData("""{"model":"fusion","messages":[{"role":"user","content":"x"}],"logprobs":true}""", "logprobs", "unsupported_value")]
    [InlineData("""{"model":"fusion","messages":[{"role":"user","content":"x"}],"functions":[]}""", "functions", "unsupported_field")]
    [InlineData("""{"model":"fusion","messages":[{"role":"user","content":"x"}],"stream_options":{"include_usage":true}}""", "stream_options", "invalid_value")]
    [InlineData("""{"model":"fusion","messages":[{"role":"user","content":"x"}],"tool_choice":"required"}""", "tool_choice", "invalid_value")]
    [InlineData("""{"model":"fusion","messages":[{"role":"user","content":"x"}],"response_format":{"type":"xml"}}""", "response_format.type", "unsupported_value")]
    [InlineData("""{"model":"fusion","messages":[{"role":"user","content":"x"}],"response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"type":"nonsense"}}}}""", "response_format.json_schema.schema", "invalid_schema")]
    [InlineData("""{"model":"fusion","messages":[{"role":"user","content":"x"}],"response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"$ref":"https://example.org/other"}}}}""", "response_format.json_schema.schema", "invalid_schema")]
    [InlineData("""{"model":"fusion","model":"fusion","messages":[]}""", null, "invalid_json")]
    [InlineData("""[1,2]""", null, "invalid_json")]
    [InlineData("""{"model":""", null, "invalid_json")]
    public async Task ChatCompletions_BadBody_Is400WithThePlace(string body, string? param, string code)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await gateway.PostRawAsync("/v1/chat/completions", body);

        JsonObject answer = await TestGateway.ReadAsync(response);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("invalid_request_error", (string?)answer["error"]!["type"]);
        Assert.Equal(param, (string?)answer["error"]!["param"]);
        Assert.Equal(code, (string?)answer["error"]!["code"]);
        Assert.Empty(upstream.Requests);
    }

    [Fact]
    public async Task ChatCompletions_FieldsItDoesNotKnow_ReachTheMembersUntouched()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => Replies.Of(request, "fused");
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        await gateway.ChatAsync(new()
        {
            ["model"] = "fusion",
            ["messages"] = TestGateway.Ask("hi"),
            ["temperature"] = 0.25,
            ["logit_bias"] = new JsonObject { ["50256"] = -100 },
            ["metadata"] = new JsonObject { ["team"] = "red" },
        });

        JsonObject sent = upstream.Requests.First(request => !Replies.IsFusing(request)).Json;
        Assert.Equal(-100, (int)sent["logit_bias"]!["50256"]!);
        Assert.Equal("red", (string?)sent["metadata"]!["team"]);
        Assert.Equal(0.25, (double)sent["temperature"]!);
    }

    [Fact]
    public async Task ChatCompletions_Image_ReachesTheMembersAsAnImage()
    {
        const string Image = "data:image/png;base64,iVBORw0KGgo=";
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => Replies.Of(request, "a cat");
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        await gateway.ChatAsync(new()
        {
            ["model"] = "fusion",
            ["messages"] = new JsonArray(new JsonObject
            {
                ["role"] = "user",
                ["content"] = new JsonArray(
                    new JsonObject { ["type"] = "text", ["text"] = "What is it?" },
                    new JsonObject { ["type"] = "image_url", ["image_url"] = new JsonObject { ["url"] = Image, ["detail"] = "low" } }),
            }),
        });

        Assert.Equal(4, upstream.Requests.Count);
        Assert.All(upstream.Requests, request =>
        {
            JsonNode part = request.Json["messages"]![0]!["content"]![1]!;
            Assert.Equal(Image, (string?)part["image_url"]!["url"]);
            Assert.Equal("low", (string?)part["image_url"]!["detail"]);
        });
    }
}
