using System.Net;
using System.Text.Json.Nodes;
using FusionOfN.Testing;

namespace FusionOfN.Gateway.Tests.Estimates;

/// <summary>Estimates over HTTP: the bodies of both APIs, nothing sent, and what the same request really takes.</summary>
public sealed class EstimateTests
{
    [Theory]
    [InlineData("/v1/chat/completions", """{"model":"fusion","max_tokens":100,"messages":[{"role":"user","content":"Capital of France?"}]}""")]
    [InlineData("/v1/responses", """{"model":"fusion","max_output_tokens":100,"input":"Capital of France?"}""")]
    public async Task Post_BodyOfEitherApi_SendsNothingAndHoldsWhatTheRunTakes(string path, string body)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => Replies.Of(request, "Paris.");
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await gateway.PostRawAsync("/v1/fusion/estimate", body);
        JsonObject estimate = await TestGateway.ReadAsync(response);
        Assert.Empty(upstream.Requests);
        using HttpResponseMessage run = await gateway.PostRawAsync(path, body);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(run.IsSuccessStatusCode);
        Assert.InRange(upstream.Requests.Count, (int)estimate["calls"]!["min"]!, (int)estimate["calls"]!["max"]!);
        Assert.Equal(["a", "b", "c", "f"], estimate["models"]!.AsArray().Select(model => (string?)model!["model"]));
        Assert.Equal(["a", "b", "c", "f"], estimate["unknown_prices"]!.AsArray().Select(model => (string?)model));
        Assert.Null(estimate["cost_usd"]);
        Assert.Equal(300, (int)estimate["output_tokens"]!["max"]! - (int)estimate["models"]![3]!["output_tokens"]!["max"]!);
        Assert.Equal("yes", (string?)estimate["budget"]!["fits"]);
        Assert.True((bool)estimate["context"]!["fits"]!);
    }

    [Fact]
    public async Task Post_Dialect_SaysWhatItWasReadAs()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await gateway.PostRawAsync("/v1/fusion/estimate", """
            {"model":"fusion","messages":[{"role":"user","content":"hi"}],"fusion":{"models":["a","b"],"fusor":"c","budget":{"max_calls":2},"expose":"full"}}
            """);
        JsonObject estimate = await TestGateway.ReadAsync(response);

        JsonNode configuration = estimate["configuration"]!;
        Assert.Equal(["a", "b"], configuration["panel"]!.AsArray().Select(member => (string?)member!["model"]));
        Assert.Equal(["c"], configuration["aggregator_models"]!.AsArray().Select(model => (string?)model));
        Assert.Equal(2, (int)configuration["limits"]!["max_calls"]!);
        Assert.Equal("full", (string?)configuration["expose"]);
        Assert.Equal("no", (string?)estimate["budget"]!["fits"]);
        Assert.Contains("max_calls is 2", (string?)estimate["budget"]!["reasons"]![0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_PlainModel_IsOneCall()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await gateway.PostRawAsync("/v1/fusion/estimate", """{"model":"a","messages":[{"role":"user","content":"hi"}]}""");
        JsonObject estimate = await TestGateway.ReadAsync(response);

        Assert.Equal("""{"min":1,"max":1}""", estimate["calls"]!.ToJsonString());
        Assert.Equal("a", (string?)estimate["configuration"]!["pass_through"]);
    }

    [Fact]
    public async Task Post_ConversationThatIsTooLongForOneMember_SaysForWhich()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await gateway.PostAsync(
            "/v1/fusion/estimate", new() { ["model"] = "fusion", ["messages"] = TestGateway.Ask(string.Concat(Enumerable.Repeat("word ", 6_000))) });
        JsonObject estimate = await TestGateway.ReadAsync(response);

        Assert.False((bool)estimate["context"]!["fits"]!);
        Assert.Equal(["a"], estimate["context"]!["models"]!.AsArray().Where(model => (bool?)model!["fits"] == false).Select(model => (string?)model!["model"]));
    }

    [Fact]
    public async Task Post_BadField_IsRefusedAsTheRunWouldBe()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await gateway.PostRawAsync("/v1/fusion/estimate", """{"model":"fusion","input":"x","previous_response_id":"resp_1"}""");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("previous_response_id", (string?)(await TestGateway.ReadAsync(response))["error"]!["param"]);
    }
}
