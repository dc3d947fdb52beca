using System.Text.Json.Nodes;
using FusionOfN.Testing;
using Microsoft.Extensions.AI;
using static FusionOfN.Providers.Tests.EndpointFixture;

namespace FusionOfN.Providers.Tests;

public sealed class OpenAiEndpointTests
{
    private static readonly ChatMessage[] Prompt = [new(ChatRole.System, "Be short."), new(ChatRole.User, "hi")];

    [Fact]
    public async Task Request_WithEveryOption_HasTheExactBody()
    {
        await using EndpointFixture fixture = await StartAsync();
        IChatClient client = fixture.Client(change: options => options with
        {
            ExtraBody = new JsonObject { ["chat_template_kwargs"] = new JsonObject { ["enable_thinking"] = false }, ["top_k"] = 7, ["odd name"] = "x" },
        });

        await client.GetResponseAsync(Prompt, new ChatOptions
        {
            Temperature = 0.5f,
            TopK = 20,
            MaxOutputTokens = 50,
            Seed = 7,
            StopSequences = ["END"],
            AdditionalProperties = new() { ["min_p"] = 0.1, ["fusion.candidate"] = 3 },
        }, Cancel);

        UpstreamRequest request = fixture.Upstream.Requests[0];
        Assert.Equal("/v1/chat/completions", request.Path);
        Assert.Equal($"Bearer {Key}", request.Headers["Authorization"]);
        Assert.Equal(
            """{"model":"model-a","messages":[{"role":"system","content":"Be short."},{"role":"user","content":"hi"}],"temperature":0.5,"top_k":20,"max_completion_tokens":50,"seed":7,"stop":["END"],"min_p":0.1,"chat_template_kwargs":{"enable_thinking":false},"odd name":"x"}""",
            request.Body);
    }

    [Fact]
    public async Task Request_Streamed_HasTheExactBody()
    {
        await using EndpointFixture fixture = await StartAsync();

        await StreamAsync(fixture.Client(), new ChatOptions { TopK = 5 });

        Assert.Equal(
            """{"model":"model-a","messages":[{"role":"user","content":"hi"}],"stream":true,"stream_options":{"include_usage":true},"top_k":5}""",
            fixture.Upstream.Requests[0].Body);
    }

    [Fact]
    public async Task Request_FieldsOfTheEndpoint_AreOnlyDefaults()
    {
        await using EndpointFixture fixture = await StartAsync();
        IChatClient client = fixture.Client(change: options => options with { ExtraBody = new JsonObject { ["temperature"] = 0.1, ["top_k"] = 1, ["a"] = 1, ["b"] = 1 } });
        AdditionalPropertiesDictionary properties = new() { [EndpointProperties.Body] = new JsonObject { ["b"] = 2 } };

        await client.GetResponseAsync("hi", new ChatOptions { Temperature = 0.5f, TopK = 2, AdditionalProperties = properties }, Cancel);
        await client.GetResponseAsync("hi", cancellationToken: Cancel);

        Assert.Equal(
            """{"model":"model-a","messages":[{"role":"user","content":"hi"}],"temperature":0.5,"top_k":2,"a":1,"b":2}""", fixture.Upstream.Requests[0].Body);
        Assert.Equal(
            """{"model":"model-a","messages":[{"role":"user","content":"hi"}],"temperature":0.1,"top_k":1,"a":1,"b":1}""", fixture.Upstream.Requests[1].Body);
    }

    [Theory]
    [InlineData("model")]
    [InlineData("messages")]
    [InlineData("stream")]
    public async Task Request_BodyWithAFieldOfTheRequest_IsRefused(string field)
    {
        await using EndpointFixture fixture = await StartAsync();
        JsonObject body = new() { [field] = "x" };
        ChatOptions options = new() { AdditionalProperties = new() { [EndpointProperties.Body] = body } };

        EndpointException ofCall = await FailAsync(fixture.Client().GetResponseAsync("hi", options, Cancel));
        ArgumentException ofEndpoint = Assert.Throws<ArgumentException>(() => fixture.Client(change: endpoint => endpoint with { ExtraBody = body }));

        Assert.Contains($"the call's body sets '{field}', which every request sets itself", ofCall.Message);
        Assert.Contains($"body sets '{field}', which every request sets itself", ofEndpoint.Message);
        Assert.Empty(fixture.Upstream.Requests);
    }

    [Fact]
    public async Task Request_OldTokenLimitField_ReplacesTheNewOne()
    {
        await using EndpointFixture fixture = await StartAsync();
        IChatClient client = fixture.Client(change: options => options with { TokenLimitField = "max_tokens" });
        ChatOptions options = new() { MaxOutputTokens = 50 };

        await client.GetResponseAsync("hi", options, Cancel);

        Assert.Equal("""{"model":"model-a","messages":[{"role":"user","content":"hi"}],"max_tokens":50}""", fixture.Upstream.Requests[0].Body);
        Assert.Equal(50, options.MaxOutputTokens);
    }

    [Fact]
    public async Task Request_SameOptionsTwice_SendsTheSameBody()
    {
        await using EndpointFixture fixture = await StartAsync();
        IChatClient client = fixture.Client(change: options => options with { ExtraBody = new JsonObject { ["a"] = 1 } });
        ChatOptions options = new() { TopK = 3 };

        await client.GetResponseAsync("hi", options, Cancel);
        await client.GetResponseAsync("hi", options, Cancel);

        Assert.Equal(fixture.Upstream.Requests[0].Body, fixture.Upstream.Requests[1].Body);
        Assert.Null(options.RawRepresentationFactory);
    }

    [Fact]
    public async Task Request_Azure_HasKeyHeaderVersionAndDeployment()
    {
        await using EndpointFixture fixture = await StartAsync();
        IChatClient client = fixture.Client(EndpointKind.Azure, options => options with
        {
            BaseUrl = new Uri($"{fixture.Upstream.Url}openai/deployments/{{model}}"),
            ApiVersion = "2024-10-21",
        });

        await client.GetResponseAsync("hi", cancellationToken: Cancel);

        UpstreamRequest request = fixture.Upstream.Requests[0];
        Assert.Equal("/openai/deployments/model-a/chat/completions", request.Path);
        Assert.Equal("?api-version=2024-10-21", request.Query);
        Assert.Equal(Key, request.Headers["api-key"]);
        Assert.False(request.Headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task Request_Headers_SayWhoAsksAndForWhat()
    {
        await using EndpointFixture fixture = await StartAsync();
        IChatClient renamed = fixture.Client(change: options => options with { Headers = new Dictionary<string, string> { ["User-Agent"] = "ours/1" } });

        await fixture.Client().GetResponseAsync("hi", cancellationToken: Cancel);
        await renamed.GetResponseAsync("hi", cancellationToken: Cancel);

        IReadOnlyDictionary<string, string> headers = fixture.Upstream.Requests[0].Headers;
        Assert.Matches(@"^FusionOfN/\d+\.\d+\.\d+$", headers["User-Agent"]);
        Assert.Equal("application/json, text/event-stream", headers["Accept"]);
        Assert.Equal("ours/1", fixture.Upstream.Requests[1].Headers["User-Agent"]);
    }

    [Fact]
    public async Task Request_ExtraHeaders_AreSentAndReferencesRead()
    {
        await using EndpointFixture fixture = await StartAsync();
        IChatClient client = fixture.Client(change: options => options with
        {
            ApiKeyVariable = null,
            Headers = new Dictionary<string, string> { ["X-Title"] = "FusionOfN", ["X-Team"] = "${SECRET_HEADER}" },
        });

        await client.GetResponseAsync("hi", cancellationToken: Cancel);

        IReadOnlyDictionary<string, string> headers = fixture.Upstream.Requests[0].Headers;
        Assert.Equal("FusionOfN", headers["X-Title"]);
        Assert.Equal(Key, headers["X-Team"]);
        Assert.False(headers.ContainsKey("Authorization"));
    }

    [Theory]
    [InlineData(ReasoningSpelling.Reasoning, false)]
    [InlineData(ReasoningSpelling.Reasoning, true)]
    [InlineData(ReasoningSpelling.ReasoningContent, false)]
    [InlineData(ReasoningSpelling.ReasoningContent, true)]
    public async Task Response_Reasoning_IsKeptApartAndFirst(ReasoningSpelling spelling, bool streamed)
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.Enqueue(new UpstreamReply { Text = "Paris", Reasoning = "capital of France", ReasoningSpelling = spelling });
        IChatClient client = fixture.Client();

        ChatResponse response = streamed ? await StreamAsync(client) : await client.GetResponseAsync("hi", cancellationToken: Cancel);

        Assert.Equal("Paris", response.Text);
        IEnumerable<AIContent> said = response.Messages.Single().Contents.Where(content => content is TextReasoningContent or TextContent { Text.Length: > 0 });
        Assert.Collection(
            said,
            content => Assert.Equal("capital of France", Assert.IsType<TextReasoningContent>(content).Text),
            content => Assert.Equal("Paris", Assert.IsType<TextContent>(content).Text));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Response_UsageCostAndModel_AreReported(bool streamed)
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.Enqueue(new UpstreamReply { Text = "Paris", Usage = new UpstreamUsage(100, 40, Cached: 60, Reasoning: 30, CostUsd: 0.0123m), Model = "model-a-2026" });
        IChatClient client = fixture.Client();

        ChatResponse response = streamed ? await StreamAsync(client) : await client.GetResponseAsync("hi", cancellationToken: Cancel);

        Assert.Equal("model-a-2026", response.ModelId);
        Assert.Equal((100, 40, 60, 30), (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount, response.Usage.CachedInputTokenCount, response.Usage.ReasoningTokenCount));
        // Folding a stream moves an update's properties to the message.
        AdditionalPropertiesDictionary properties = (streamed ? response.Messages.Single().AdditionalProperties : response.AdditionalProperties)!;
        Assert.Equal(0.0123m, Assert.IsType<decimal>(properties[FusionProperties.CostUsd]));
    }

    [Theory]
    [InlineData("stop", "stop")]
    [InlineData("length", "length")]
    [InlineData("max_tokens", "length")]
    [InlineData("model_length", "length")]
    [InlineData("SAFETY", "content_filter")]
    [InlineData("content_filter", "content_filter")]
    [InlineData("eos_token", "stop")]
    public async Task Response_FinishReason_IsMapped(string sent, string expected)
    {
        await using EndpointFixture fixture = await StartAsync();
        UpstreamReply reply = new() { Text = "He said \"finish_reason\":\"weird\" {\"finish_reason\":\"weird\"}", FinishReason = sent };
        fixture.Upstream.Enqueue(reply, reply with { Pieces = [reply.Text] });
        IChatClient client = fixture.Client();

        ChatResponse plain = await client.GetResponseAsync("hi", cancellationToken: Cancel);
        ChatResponse streamed = await StreamAsync(client);

        Assert.Equal((expected, expected), (plain.FinishReason?.Value, streamed.FinishReason?.Value));
        Assert.Equal((reply.Text, reply.Text), (plain.Text, streamed.Text));
        Assert.Equal(15, streamed.Usage?.TotalTokenCount);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Response_Refusal_FinishesAsContentFilter(bool streamed)
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.Enqueue(new UpstreamReply { Refusal = "I will not." });
        IChatClient client = fixture.Client();

        ChatResponse response = streamed ? await StreamAsync(client) : await client.GetResponseAsync("hi", cancellationToken: Cancel);

        Assert.Equal(ChatFinishReason.ContentFilter, response.FinishReason);
        Assert.Contains(response.Messages.Single().Contents, content => content is ErrorContent { Message: "I will not." });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Response_PromptFilteredByAzure_IsARefusalNotAFailure(bool streamed)
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.Enqueue(UpstreamReply.ErrorBody(400, """{"error":{"message":"filtered","code":"content_filter"}}"""));
        IChatClient client = fixture.Client();

        ChatResponse response = streamed ? await StreamAsync(client) : await client.GetResponseAsync("hi", cancellationToken: Cancel);

        Assert.Equal(ChatFinishReason.ContentFilter, response.FinishReason);
        Assert.Equal("", response.Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Response_Huge_ArrivesWhole(bool streamed)
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.Enqueue(UpstreamReply.Huge(500_000) with { Pieces = [new string('x', 250_000), new string('x', 250_000)] });
        IChatClient client = fixture.Client();

        ChatResponse response = streamed ? await StreamAsync(client) : await client.GetResponseAsync("hi", cancellationToken: Cancel);

        Assert.Equal(500_000, response.Text.Length);
    }

    [Fact]
    public async Task Response_Streamed_ArrivesPieceByPiece()
    {
        await using EndpointFixture fixture = await StartAsync();
        TaskCompletionSource second = new();
        fixture.Upstream.Enqueue(new UpstreamReply { Pieces = ["one ", "two"], PieceGate = index => index == 1 ? second.Task : Task.CompletedTask });

        List<string> pieces = [];
        await foreach (ChatResponseUpdate update in fixture.Client().GetStreamingResponseAsync("hi", cancellationToken: Cancel))
        {
            if (update.Text.Length == 0) continue;
            pieces.Add(update.Text);
            // The second piece cannot have been sent: had the first been held back for it, this line would never be reached.
            second.TrySetResult();
        }

        Assert.Equal(["one ", "two"], pieces);
    }

    [Fact]
    public async Task GetChatClient_UnlistedModel_NamesTheListedOnes()
    {
        await using EndpointFixture fixture = await StartAsync();
        Endpoint endpoint = fixture.Open(fixture.Options() with { Models = ["a", "b"] });

        ArgumentException error = Assert.Throws<ArgumentException>(() => endpoint.GetChatClient("c"));

        Assert.StartsWith("Endpoint 'test' has no model 'c'; it has a, b.", error.Message);
    }

    [Fact]
    public async Task GetChatClient_Disposed_GoesOnWorking()
    {
        await using EndpointFixture fixture = await StartAsync();
        Endpoint endpoint = fixture.Open(fixture.Options(EndpointKind.Ollama));
        endpoint.GetChatClient("a").Dispose();

        ChatResponse response = await endpoint.GetChatClient("a").GetResponseAsync("hi", cancellationToken: Cancel);

        Assert.Equal("ok", response.Text);
        Assert.Same(endpoint, endpoint.GetChatClient("a").GetService<Endpoint>());
    }
}
