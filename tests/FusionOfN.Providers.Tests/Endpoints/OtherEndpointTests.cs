using System.Text.Json.Nodes;
using FusionOfN.Testing;
using Microsoft.Extensions.AI;
using static FusionOfN.Providers.Tests.EndpointFixture;

namespace FusionOfN.Providers.Tests;

public sealed class OtherEndpointTests
{
    [Fact]
    public async Task Anthropic_Request_HasTheExactBody()
    {
        await using EndpointFixture fixture = await StartAsync();
        IChatClient client = fixture.Client(EndpointKind.Anthropic, options => options with
        {
            BaseUrl = fixture.Upstream.OpenAiUrl,
            ExtraBody = new JsonObject { ["metadata"] = new JsonObject { ["user_id"] = "u" }, ["max_tokens"] = 1 },
        });

        await client.GetResponseAsync(
            [new ChatMessage(ChatRole.System, "Be short."), new ChatMessage(ChatRole.User, "hi")], new ChatOptions { MaxOutputTokens = 50, StopSequences = ["END"] }, Cancel);

        UpstreamRequest request = fixture.Upstream.Requests[0];
        Assert.Equal("/v1/messages", request.Path);
        Assert.Equal($"Bearer {Key}", request.Headers["Authorization"]);
        Assert.Equal(
            """{"max_tokens":50,"messages":[{"role":"user","content":[{"type":"text","text":"hi"}]}],"model":"model-a","stop_sequences":["END"],"system":[{"type":"text","text":"Be short."}],"metadata":{"user_id":"u"}}""",
            request.Body);
    }

    [Fact]
    public async Task Ollama_Request_HasTheExactBody()
    {
        await using EndpointFixture fixture = await StartAsync();
        IChatClient client = fixture.Client(EndpointKind.Ollama, options => options with
        {
            ExtraBody = new JsonObject { ["keep_alive"] = "10m", ["options"] = new JsonObject { ["num_ctx"] = 8192, ["top_k"] = 1 } },
        });

        await client.GetResponseAsync("hi", new ChatOptions { MaxOutputTokens = 50, TopK = 20, Temperature = 0.5f, Seed = 7 }, Cancel);

        JsonObject body = fixture.Upstream.Requests[0].Json;
        Assert.Equal("/api/chat", fixture.Upstream.Requests[0].Path);
        Assert.Equal("""[{"role":"user","content":"hi"}]""", body["messages"]!.ToJsonString());
        Assert.Equal("""{"temperature":0.5,"seed":7,"num_predict":50,"top_k":20,"num_ctx":8192}""", body["options"]!.ToJsonString());
        Assert.Equal(("model-a", false, "10m"), ((string?)body["model"], (bool)body["stream"]!, (string?)body["keep_alive"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ollama_BodyOfOneCall_WinsOverTheEndpoints(bool streamed)
    {
        await using EndpointFixture fixture = await StartAsync();
        IChatClient client = fixture.Client(EndpointKind.Ollama, options => options with
        {
            ExtraBody = new JsonObject { ["keep_alive"] = "10m", ["options"] = new JsonObject { ["num_ctx"] = 8192 } },
        });
        ChatOptions options = new() { AdditionalProperties = new() { [EndpointProperties.Body] = new JsonObject { ["keep_alive"] = 0, ["options"] = new JsonObject { ["min_p"] = 0.1 } } } };

        if (streamed) await StreamAsync(client, options);
        else await client.GetResponseAsync("hi", options, Cancel);
        await client.GetResponseAsync("hi", cancellationToken: Cancel);

        JsonObject first = fixture.Upstream.Requests[0].Json, second = fixture.Upstream.Requests[1].Json;
        Assert.Equal(("0", """{"num_ctx":8192,"min_p":0.1}"""), (first["keep_alive"]!.ToJsonString(), first["options"]!.ToJsonString()));
        Assert.Equal(("\"10m\"", """{"num_ctx":8192}"""), (second["keep_alive"]!.ToJsonString(), second["options"]!.ToJsonString()));
    }

    [Theory]
    [InlineData(EndpointKind.Anthropic, false)]
    [InlineData(EndpointKind.Anthropic, true)]
    [InlineData(EndpointKind.Ollama, false)]
    [InlineData(EndpointKind.Ollama, true)]
    public async Task Response_TextReasoningUsageAndModel_AreReported(EndpointKind kind, bool streamed)
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.Enqueue(new UpstreamReply { Text = "Paris is the capital", Reasoning = "because", Usage = new UpstreamUsage(100, 40), Model = "served" });
        IChatClient client = fixture.Client(kind);

        ChatResponse response = streamed ? await StreamAsync(client) : await client.GetResponseAsync("hi", cancellationToken: Cancel);

        Assert.Equal(("Paris is the capital", "served", ChatFinishReason.Stop), (response.Text, response.ModelId, response.FinishReason));
        Assert.Equal("because", string.Concat(response.Messages.SelectMany(message => message.Contents).OfType<TextReasoningContent>().Select(content => content.Text)));
        Assert.Equal((100, 40), (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount));
    }

    [Theory]
    [InlineData("max_tokens", "length")]
    [InlineData("refusal", "content_filter")]
    public async Task Anthropic_StopReason_IsMapped(string sent, string expected)
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.Enqueue(new UpstreamReply { Text = "Pa", FinishReason = sent });

        ChatResponse response = await fixture.Client(EndpointKind.Anthropic).GetResponseAsync("hi", cancellationToken: Cancel);

        Assert.Equal(expected, response.FinishReason?.Value);
    }

    [Fact]
    public async Task Anthropic_CachedTokens_AreInsideTheInput()
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.Enqueue(new UpstreamReply { Text = "Pa", Usage = new UpstreamUsage(100, 40, Cached: 60) });

        ChatResponse response = await fixture.Client(EndpointKind.Anthropic).GetResponseAsync("hi", cancellationToken: Cancel);

        Assert.Equal((100, 60), (response.Usage!.InputTokenCount, response.Usage.CachedInputTokenCount));
    }

    [Fact]
    public async Task Ollama_LastLineSaysWhyAndNotThatItIsDone_IsTheEnd()
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.Enqueue(new UpstreamReply
        {
            RawContentType = "application/x-ndjson",
            RawBody = """
                {"model":"m","message":{"role":"assistant","content":"Paris"},"done":false}
                {"model":"m","message":{"role":"assistant","content":""},"done_reason":"length","prompt_eval_count":3,"eval_count":9}

                """u8.ToArray(),
        });

        ChatResponse response = await StreamAsync(fixture.Client(EndpointKind.Ollama, options => options));

        Assert.Equal(("Paris", ChatFinishReason.Length, 9L), (response.Text, response.FinishReason, response.Usage?.OutputTokenCount));
    }
}
