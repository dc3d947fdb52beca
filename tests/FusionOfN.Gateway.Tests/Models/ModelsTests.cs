using System.Net;
using System.Text.Json.Nodes;
using FusionOfN.Testing;

namespace FusionOfN.Gateway.Tests.Models;

/// <summary>The list of models as clients' pickers read it.</summary>
public sealed class ModelsTests
{
    [Fact]
    public async Task Get_Recipes_HaveAContextThatPanelAndFusorCanTake()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        Dictionary<string, JsonObject> models = await ModelsAsync(gateway);

        // The panel's smallest window is 8,000; the vote has no fusor.
        Assert.Equal(8_000, (int)models["fusion/default"]["context_length"]!);
        Assert.Equal(8_000, (int)models["fusion/vote"]["context_length"]!);
        Assert.Equal(2_000, (int)models["fusion/default"]["max_completion_tokens"]!);
        Assert.Equal(1_000, (int)models["fusion/vote"]["max_completion_tokens"]!);
        Assert.Equal(16_000, (int)models["b"]["context_length"]!);
        Assert.Equal("Three members, one fusor", (string?)models["fusion/default"]["description"]);
        Assert.Equal(["a", "b", "c"], models["fusion/default"]["fusion"]!["panel"]!.AsArray().Select(member => (string?)member));
    }

    [Theory]
    [InlineData("fusion")]
    [InlineData("openrouter/fusion")]
    public async Task Get_NameOfTheDefaultFusion_IsItsRecipeAndTheSameEveryTime(string name)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        Microsoft.Extensions.Time.Testing.FakeTimeProvider time = new();
        await using TestGateway gateway = await TestGateway.StartAsync(upstream, change: options => options with { TimeProvider = time });

        JsonObject first = await GetAsync();
        time.Advance(TimeSpan.FromMinutes(5));
        JsonObject second = await GetAsync();

        Assert.Equal(name, (string?)first["id"]);
        Assert.Equal("Three members, one fusor", (string?)first["description"]);
        Assert.True(JsonNode.DeepEquals(first, second));

        async Task<JsonObject> GetAsync()
        {
            using HttpResponseMessage response = await gateway.Http.GetAsync(new Uri($"/v1/models/{name}", UriKind.Relative), TestContext.Current.CancellationToken);
            return await TestGateway.ReadAsync(response);
        }
    }

    [Fact]
    public async Task Get_FusorWithTheSmallestWindow_LeavesRoomForTwoCandidates()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(
            upstream, TestGateway.Configuration.Replace("context_window: 20000", "context_window: 6000", StringComparison.Ordinal));

        Dictionary<string, JsonObject> models = await ModelsAsync(gateway);

        Assert.Equal(4_000, (int)models["fusion/default"]["context_length"]!);
    }

    [Fact]
    public async Task Get_WindowThatIsNotKnown_IsLeftOutAndNotMadeUp()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(
            upstream, TestGateway.Configuration.Replace("context_window: 16000, ", "", StringComparison.Ordinal));

        Dictionary<string, JsonObject> models = await ModelsAsync(gateway);

        Assert.False(models["fusion/default"].ContainsKey("context_length"));
        Assert.False(models["b"].ContainsKey("context_length"));
    }

    [Theory]
    [InlineData("temperature", "0.5")]
    [InlineData("top_p", "0.5")]
    [InlineData("max_tokens", "10")]
    [InlineData("max_completion_tokens", "10")]
    [InlineData("stop", "\"x\"")]
    [InlineData("seed", "1")]
    [InlineData("frequency_penalty", "0.5")]
    [InlineData("presence_penalty", "0.5")]
    [InlineData("tools", """[{"type":"function","function":{"name":"f"}}]""")]
    [InlineData("tool_choice", "\"none\"")]
    [InlineData("parallel_tool_calls", "false")]
    [InlineData("response_format", """{"type":"text"}""")]
    [InlineData("reasoning_effort", "\"low\"")]
    [InlineData("reasoning", """{"effort":"low"}""")]
    public async Task Get_SupportedParameter_IsReallyTaken(string parameter, string value)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => Replies.Of(request, "fused");
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        Dictionary<string, JsonObject> models = await ModelsAsync(gateway);
        JsonObject answer = await gateway.ChatAsync(new() { ["model"] = "fusion", ["messages"] = TestGateway.Ask("hi"), [parameter] = JsonNode.Parse(value) });

        Assert.All(models.Values, model => Assert.Contains(parameter, model["supported_parameters"]!.AsArray().Select(name => (string?)name)));
        Assert.Equal("fused", (string?)answer["choices"]![0]!["message"]!["content"]);
    }

    /// <summary>A recipe supports what every one of its members and fusors has a place for.</summary>
    [Fact]
    public async Task Get_MembersOfSeveralApis_SupportWhatAllOfThemTake()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream, """
            endpoints:
              up: { base_url: "$URL" }
              claude: { kind: anthropic, base_url: "$URL" }
              llama: { kind: ollama, base_url: "$URL" }
            models:
              a: { endpoint: up, id: a }
              c: { endpoint: claude, id: c }
              o: { endpoint: llama, id: o }
            recipes:
              default: { panel: [a, c], fusor: [a] }
              local: { panel: [a, o], fusor: [a] }
              judged: { panel: [a], fusor: [c] }
              picked: { panel: [a, a], aggregator: majority-vote, extractor: exact }
            """);

        Dictionary<string, string[]> supported = (await ModelsAsync(gateway)).ToDictionary(
            model => model.Key, model => model.Value["supported_parameters"]!.AsArray().Select(name => (string)name!).ToArray());

        Assert.Equal(
            ["max_tokens", "max_completion_tokens", "stop", "tools", "tool_choice", "parallel_tool_calls", "response_format", "structured_outputs", "reasoning", "reasoning_effort", "stream"],
            supported["c"]);
        Assert.Equal(supported["a"].Except(["tool_choice", "parallel_tool_calls"]), supported["o"]);
        Assert.Equal(supported["c"], supported["fusion/default"]);
        Assert.Equal(supported["c"], supported["fusion/judged"]);
        Assert.Equal(supported["o"], supported["fusion/local"]);
        Assert.Equal(supported["a"], supported["fusion/picked"]);
    }

    [Theory]
    [InlineData("/v1/models/fusion/default", HttpStatusCode.OK)]
    [InlineData("/v1/models/fusion%2Fdefault", HttpStatusCode.OK)]
    [InlineData("/v1/models/a", HttpStatusCode.OK)]
    [InlineData("/v1/models/nowhere", HttpStatusCode.NotFound)]
    public async Task Get_OneModel_IsFoundByItsNameHoweverTheSlashIsWritten(string path, HttpStatusCode status)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await gateway.Http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(status == HttpStatusCode.OK ? null : "model_not_found", (string?)(await TestGateway.ReadAsync(response))["error"]?["code"]);
    }

    [Theory]
    [InlineData("GET", "/v1/nothing", 404, "not_found")]
    [InlineData("GET", "/v1/chat/completions", 405, "method_not_allowed")]
    [InlineData("DELETE", "/v1/models", 405, "method_not_allowed")]
    [InlineData("OPTIONS", "/v1/chat/completions", 405, "method_not_allowed")]
    public async Task Send_WrongAddressOrMethod_IsAnErrorOfOpenAisShape(string method, string path, int status, string code)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        using HttpRequestMessage request = new(new HttpMethod(method), path);

        using HttpResponseMessage response = await gateway.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(code, (string?)(await TestGateway.ReadAsync(response))["error"]!["code"]);
        Assert.Equal(status == 405, response.Content.Headers.Allow.Count > 0);
    }

    [Theory]
    [InlineData("/v1/models")]
    [InlineData("/v1/models/fusion")]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    [InlineData("/v1/fusion/runs")]
    public async Task Head_WhatCanBeRead_IsThereWithoutABody(string path)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        using HttpRequestMessage request = new(HttpMethod.Head, path);

        using HttpResponseMessage response = await gateway.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.NotEmpty(response.Headers.GetValues("x-request-id"));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData(null)]
    public async Task Post_BodyThatIsNotDeclaredAsJson_Is415(string? type)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        using ByteArrayContent content = new("""{"model":"fusion","messages":[{"role":"user","content":"hi"}]}"""u8.ToArray());
        if (type is not null)
            content.Headers.ContentType = new(type);

        using HttpResponseMessage response = await gateway.Http.PostAsync(new Uri("/v1/chat/completions", UriKind.Relative), content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Equal("unsupported_media_type", (string?)(await TestGateway.ReadAsync(response))["error"]!["code"]);
    }

    private static async Task<Dictionary<string, JsonObject>> ModelsAsync(TestGateway gateway)
    {
        using HttpResponseMessage response = await gateway.Http.GetAsync(new Uri("/v1/models", UriKind.Relative), TestContext.Current.CancellationToken);
        return (await TestGateway.ReadAsync(response))["data"]!.AsArray().Select(model => model!.AsObject()).ToDictionary(model => (string)model["id"]!);
    }
}
