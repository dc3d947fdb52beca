using System.Net;
using System.Text.Json.Nodes;
using FusionOfN.Testing;

namespace FusionOfN.Gateway.Tests.Dialects;

/// <summary>Which fields reach the members: over HTTP, as far as the upstream server.</summary>
public sealed class PassedFieldTests
{
    private const string Configuration =
        """
        endpoints:
          router: { base_url: "$URL", retry: { max_retries: 0 }, allow_fields: [provider, models] }
          strict: { base_url: "$URL", retry: { max_retries: 0 } }
        models:
          r: { endpoint: router, id: r }
          s: { endpoint: strict, id: s }
        recipes:
          default: { panel: [r, s], fusor: [r] }
        """;

    [Theory]
    [InlineData("r", "provider", HttpStatusCode.OK)]
    [InlineData("s", "provider", HttpStatusCode.BadRequest)]
    [InlineData("fusion", "provider", HttpStatusCode.BadRequest)]
    [InlineData("r", "api_key", HttpStatusCode.BadRequest)]
    [InlineData("r", "Provider", HttpStatusCode.BadRequest)]
    [InlineData("s", "repetition_penalty", HttpStatusCode.OK)]
    [InlineData("s", "chat_template_kwargs", HttpStatusCode.OK)]
    public async Task Chat_FieldThatIsNotOurs_ReachesTheEndpointOnlyWhereItMay(string model, string field, HttpStatusCode status)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.Default = "hello";
        await using TestGateway gateway = await TestGateway.StartAsync(upstream, Configuration);

        using HttpResponseMessage response = await gateway.PostAsync(
            "/v1/chat/completions", new() { ["model"] = model, ["messages"] = TestGateway.Ask("hello"), [field] = new JsonObject { ["x"] = 1 } });

        Assert.Equal(status, response.StatusCode);
        if (status == HttpStatusCode.OK)
        {
            Assert.Equal(1, (int?)JsonNode.Parse(Assert.Single(upstream.Requests).Body)![field]!["x"]);
            return;
        }

        Assert.Equal(field, (string?)(await TestGateway.ReadAsync(response))["error"]!["param"]);
        Assert.Empty(upstream.Requests);
    }

    [Theory]
    [InlineData("provider ")]
    [InlineData("\uff4dodel")]
    [InlineData("m\u043edel")]
    [InlineData("model\u200b")]
    [InlineData("pro\u00advider")]
    [InlineData("api\u2010key")]
    [InlineData("endpoint\0")]
    [InlineData("base url")]
    [InlineData("base.url")]
    [InlineData("awsRegion")]
    [InlineData("AWS-region")]
    [InlineData("vertexProject")]
    [InlineData("litellm-params")]
    [InlineData("x_api_key")]
    [InlineData("openai_api_key")]
    [InlineData("model_name")]
    [InlineData("upstream")]
    [InlineData("target")]
    [InlineData("guardrails")]
    [InlineData("guardrailConfig")]
    [InlineData("preset")]
    [InlineData("providerOptions")]
    [InlineData("data_sources")]
    [InlineData("mcp-servers")]
    [InlineData("langfuse_host")]
    [InlineData("kv_transfer_params")]
    [InlineData("bootstrap_host")]
    [InlineData("lora_path")]
    [InlineData("custom_logit_processor")]
    [InlineData("otel_endpoint")]
    [InlineData("callback_url")]
    [InlineData("adapter_id")]
    [InlineData("draft_model")]
    [InlineData("fallback_models")]
    [InlineData("model_fallback")]
    [InlineData("inference_provider")]
    [InlineData("requestHeaders")]
    [InlineData("deployment_name")]
    [InlineData("virtual_key")]
    public async Task Post_FieldLooksLikeOneThatChooses_IsRefusedAtEveryAddress(string field)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        foreach (string path in (string[])["/v1/chat/completions", "/v1/responses", "/v1/messages", "/v1/completions", "/v1/embeddings", "/v1/fusion/estimate"])
        {
            using HttpResponseMessage response = await gateway.PostAsync(
                path,
                path switch
                {
                    "/v1/responses" or "/v1/embeddings" => new() { ["model"] = "a", ["input"] = "hello", [field] = "x" },
                    "/v1/completions" => new() { ["model"] = "a", ["prompt"] = "hello", [field] = "x" },
                    _ => new() { ["model"] = "a", ["messages"] = TestGateway.Ask("hello"), [field] = "x" },
                });

            Assert.Equal((path, HttpStatusCode.BadRequest), (path, response.StatusCode));
            Assert.Contains((string?)(await TestGateway.ReadAsync(response))["error"]!["code"], (string[])["field_not_allowed", "unknown_field"]);
        }

        Assert.Empty(upstream.Requests);
    }

    [Theory]
    [InlineData("/v1/responses")]
    [InlineData("/v1/fusion/estimate")]
    public async Task Post_FieldThatChooses_IsRefusedAtEveryAddress(string path)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await gateway.PostAsync(path, new() { ["model"] = "a", ["input"] = "hello", ["api_base"] = "http://127.0.0.1:1" });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("field_not_allowed", (string?)(await TestGateway.ReadAsync(response))["error"]!["code"]);
        Assert.Empty(upstream.Requests);
    }

    [Fact]
    public async Task Chat_ModelIsUnknown_NamesOnlyWhatTheKeyMaySee()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream, Configuration);
        (_, string secret) = await gateway.Store.Keys.MakeAsync(new NewKey("team") { Models = ["s"], Recipes = [] }, TestContext.Current.CancellationToken);

        foreach (JsonObject body in (JsonObject[])[new() { ["model"] = "rr" }, new() { ["model"] = "fusion", ["fusion"] = new JsonObject { ["models"] = new JsonArray("rr") } }])
        {
            body["messages"] = TestGateway.Ask("hello");
            using HttpResponseMessage response = await gateway.PostAsync("/v1/chat/completions", body, ("Authorization", $"Bearer {secret}"));
            string message = (string)(await TestGateway.ReadAsync(response))["error"]!["message"]!;
            Assert.Contains("Models: s.", message);
            Assert.DoesNotContain("'r'", message);
            Assert.DoesNotContain("fusion/default", message);
        }
    }

    [Fact]
    public async Task Chat_TraceOfTheClient_GoesOnWithoutItsStateAndBaggage()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.Default = "hello";
        await using FakeUpstream collector = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        collector.Map("POST", "/v1/traces", _ => UpstreamReply.Raw("")).Map("POST", "/v1/metrics", _ => UpstreamReply.Raw(""));
        await using TestGateway gateway = await TestGateway.StartAsync(
            upstream, change: options => options with { Configuration = options.Configuration with { OtlpEndpoint = collector.Url } });

        using HttpResponseMessage response = await gateway.PostAsync(
            "/v1/chat/completions",
            new() { ["model"] = "a", ["messages"] = TestGateway.Ask("hello") },
            ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
            ("tracestate", "vendor=canary-state"),
            ("baggage", "user=canary-baggage"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        string sent = string.Join('\n', Assert.Single(upstream.Requests).Headers.Select(header => $"{header.Key}: {header.Value}"));
        Assert.DoesNotContain("canary", sent);
    }
}
