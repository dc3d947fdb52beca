using System.Net;
using System.Text.Json.Nodes;
using FusionOfN.Testing;

namespace FusionOfN.Gateway.Tests.Passing;

/// <summary>Embeddings and legacy completions: the body goes to the model's endpoint and the reply comes back, with keys, limits and receipts as for every run.</summary>
public sealed class PassedCallTests
{
    private const string Embeddings = """{"object":"list","model":"emb-2026","data":[{"object":"embedding","index":0,"embedding":[0.25,-0.5],"x":1}],"usage":{"prompt_tokens":2,"total_tokens":2}}""";

    [Fact]
    public async Task Embeddings_OfAPlainModel_ArePassedBothWaysAndBooked()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.Map("POST", "/v1/embeddings", _ => UpstreamReply.Raw(Embeddings));
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await gateway.PostRawAsync("/v1/embeddings", """{"model":"a","input":["one","two"],"dimensions":2,"x_field":[1]}""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Embeddings), await TestGateway.ReadAsync(response)));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"model":"a","input":["one","two"],"dimensions":2,"x_field":[1]}"""), Assert.Single(upstream.Requests).Json));
        string id = Assert.Single(response.Headers.GetValues("x-fusion-run-id"));
        using HttpResponseMessage receipt = await gateway.Http.GetAsync(new Uri($"/v1/fusion/runs/{id}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(2, (int)(await TestGateway.ReadAsync(receipt))["usage"]!["input_tokens"]!);
    }

    [Theory]
    [InlineData("logprobs", "1")]
    [InlineData("logprobs", "0")]
    [InlineData("echo", "true")]
    [InlineData("suffix", "\"x\"")]
    [InlineData("prompt", "\" \"")]
    public async Task Completions_OfAFusionWithWhatOnlyAPlainModelHas_Are400(string field, string value)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await gateway.PostAsync("/v1/completions", new() { ["model"] = "fusion", ["prompt"] = "hi", [field] = System.Text.Json.Nodes.JsonNode.Parse(value) });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(field, (string?)(await TestGateway.ReadAsync(response))["error"]!["param"]);
        Assert.Empty(upstream.Requests);
    }

    [Theory]
    [InlineData("""{"model":"fusion","input":"x"}""", 400, "model")]
    [InlineData("""{"model":"a"}""", 400, "input")]
    [InlineData("""{"model":"a","input":[]}""", 400, "input")]
    [InlineData("""{"model":"nobody","input":"x"}""", 404, "model")]
    [InlineData("""{"model":"other","input":"x"}""", 400, "model")]
    public async Task Embeddings_ThatCannotBeHad_AreRefusedBeforeAnythingIsSent(string body, int status, string param)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(
            upstream, TestGateway.Configuration.Replace("models:", "  claude: { kind: anthropic, base_url: \"$URL\" }\nmodels:\n  other: { endpoint: claude, id: o }", StringComparison.Ordinal));

        using HttpResponseMessage response = await gateway.PostRawAsync("/v1/embeddings", body);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(param, (string?)(await TestGateway.ReadAsync(response))["error"]!["param"]);
        Assert.Empty(upstream.Requests);
    }

    [Theory]
    [InlineData(429, 429)]
    [InlineData(500, 502)]
    [InlineData(401, 502)]
    public async Task Embeddings_EndpointFails_TheStatusIsThatOfTheCause(int upstreamStatus, int status)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.Map("POST", "/v1/embeddings", _ => UpstreamReply.ErrorBody(upstreamStatus, """{"error":{"message":"no"}}"""));
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await gateway.PostRawAsync("/v1/embeddings", """{"model":"a","input":"x"}""");

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Completions_OfAPlainModel_ArePassedBothWays(bool stream)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.Map("POST", "/v1/completions", _ => stream
            ? UpstreamReply.ErrorBody(200, "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"text\":\" Pa\"}]}\n\ndata: {\"id\":\"c\",\"choices\":[{\"index\":0,\"text\":\"ris\",\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n", "text/event-stream")
            : UpstreamReply.Raw("""{"id":"c","object":"text_completion","model":"a","choices":[{"index":0,"text":" Paris","logprobs":{"tokens":[" Paris"]},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":1,"total_tokens":4}}"""));
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await gateway.PostAsync("/v1/completions", new() { ["model"] = "a", ["prompt"] = "The capital of France is", ["suffix"] = ".", ["logprobs"] = 1, ["max_tokens"] = 0, ["stream"] = stream });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(".", (string?)Assert.Single(upstream.Requests).Json["suffix"]);
        string text = "";
        if (stream)
        {
            await foreach (JsonObject chunk in ServerEvents.ReadAsync(response))
                text += (string?)chunk["choices"]![0]!["text"];
        }
        else
        {
            JsonNode choice = (await TestGateway.ReadAsync(response))["choices"]![0]!;
            text = (string)choice["text"]!;
            Assert.Equal(" Paris", (string?)choice["logprobs"]!["tokens"]![0]);
        }

        Assert.Equal(" Paris", text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Completions_OfAFusion_AreItsAnswerToThePrompt(bool stream)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => Replies.Of(request, "Paris.");
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await gateway.PostAsync("/v1/completions", new() { ["model"] = "fusion", ["prompt"] = "Capital of France?", ["max_tokens"] = 100, ["echo"] = false, ["stream"] = stream });
        using HttpResponseMessage echo = await gateway.PostAsync("/v1/completions", new() { ["model"] = "fusion", ["prompt"] = "x", ["echo"] = true });

        Assert.Equal("Capital of France?", (string?)upstream.Requests[0].Json["messages"]![0]!["content"]);
        Assert.Equal(HttpStatusCode.BadRequest, echo.StatusCode);
        string text = "";
        if (stream)
        {
            await foreach (JsonObject chunk in ServerEvents.ReadAsync(response))
                text += (string?)chunk["choices"]![0]!["text"];
        }
        else
        {
            JsonObject answer = await TestGateway.ReadAsync(response);
            Assert.Equal("text_completion", (string?)answer["object"]);
            Assert.Equal("full", (string?)answer["fusion"]!["status"]);
            text = (string)answer["choices"]![0]!["text"]!;
        }

        Assert.Equal("Paris.", text);
    }
}
