using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FusionOfN.Testing;
using Json.Schema;

namespace FusionOfN.Gateway.Tests.Reference;

/// <summary>The API's description against what is really taken and sent, and the page that shows it.</summary>
public sealed partial class ApiReferenceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Document_EveryRoute_IsDescribedWithItsErrors()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(Cancel);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        JsonObject document = await DocumentAsync(gateway);

        Assert.Equal(
            ["/v1/chat/completions", "/v1/completions", "/v1/embeddings", "/v1/fusion/audit", "/v1/fusion/estimate", "/v1/fusion/runs", "/v1/fusion/runs/{id}", "/v1/messages", "/v1/messages/count_tokens", "/v1/models", "/v1/models/{name}", "/v1/responses"],
            document["paths"]!.AsObject().Select(path => path.Key).Order());
        foreach ((string path, JsonNode? item) in document["paths"]!.AsObject())
        {
            (string method, JsonNode? operation) = Assert.Single(item!.AsObject());
            using HttpRequestMessage request = new(new HttpMethod(method.ToUpperInvariant()), path.Replace("{id}", "run_0", StringComparison.Ordinal).Replace("{name}", "a", StringComparison.Ordinal));
            using HttpResponseMessage response = await gateway.Http.SendAsync(request, Cancel);
            Assert.True(((int)response.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture) is "200" || operation!["responses"]!.AsObject().ContainsKey($"{(int)response.StatusCode}"), $"{method} {path}: {response.StatusCode}");
            Assert.True(operation!["responses"]!.AsObject().ContainsKey("500"), path);
        }
    }

    [Fact]
    public async Task Document_GoldenRequests_Fit()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(Cancel);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        JsonObject document = await DocumentAsync(gateway);
        JsonSchema chat = SchemaOf(document, "ChatRequest");
        JsonSchema responses = SchemaOf(document, "ResponsesRequest");

        foreach (GoldenRequest golden in GoldenRequest.All.Where(golden => !golden.IsError))
        {
            bool isChat = golden.Endpoint == DialectEndpoint.ChatCompletions;
            JsonObject body = golden.Body;
            if (isChat)
                body.TryAdd("messages", TestGateway.Ask("hi"));
            else
                body.TryAdd("input", "hi");
            Assert.True(Fits(isChat ? chat : responses, body, out string why), $"{golden.Name}: {why}");
        }
    }

    [Theory]
    [InlineData("""{"messages":[{"role":"user","content":"x"}]}""")]
    [InlineData("""{"model":1,"messages":[{"role":"user","content":"x"}]}""")]
    [InlineData("""{"model":"fusion","messages":[]}""")]
    [InlineData("""{"model":"fusion","messages":[{"content":"x"}]}""")]
    [InlineData("""{"model":"fusion","n":200,"messages":[{"role":"user","content":"x"}]}""")]
    [InlineData("""{"model":"fusion","temperature":3,"messages":[{"role":"user","content":"x"}]}""")]
    [InlineData("""{"model":"fusion","fusion":{"budget":{"max_calls":"many"}},"messages":[{"role":"user","content":"x"}]}""")]
    public async Task Document_RequestThatIsRefused_DoesNotFit(string body)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(Cancel);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        JsonSchema chat = SchemaOf(await DocumentAsync(gateway), "ChatRequest");
        using HttpResponseMessage response = await gateway.PostRawAsync("/v1/chat/completions", body);

        Assert.False(Fits(chat, JsonNode.Parse(body)!.AsObject(), out _));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("/v1/chat/completions", """{"model":"fusion","messages":[{"role":"user","content":"x"}]}""", "ChatCompletion")]
    [InlineData("/v1/chat/completions", """{"model":"a","messages":[{"role":"user","content":"x"}]}""", "ChatCompletion")]
    [InlineData("/v1/chat/completions", """{"model":"fusion/nowhere","messages":[{"role":"user","content":"x"}]}""", "Error")]
    [InlineData("/v1/responses", """{"model":"fusion","input":"x"}""", "Response")]
    [InlineData("/v1/responses", """{"model":"fusion","input":7}""", "Error")]
    [InlineData("/v1/chat/completions", """{"model":"fusion","messages":[{"role":"user","content":"x"}],"fusion":{"expose":"full"}}""", "ChatCompletion")]
    [InlineData("/v1/responses", """{"model":"fusion","input":"x","include":["openrouter:fusion"],"tools":[{"type":"function","name":"f"}]}""", "Response")]
    [InlineData("/v1/responses", """{"model":"a","input":"x"}""", "Response")]
    [InlineData("/v1/messages", """{"model":"fusion","max_tokens":100,"messages":[{"role":"user","content":"x"}]}""", "MessagesResponse")]
    [InlineData("/v1/messages", """{"model":"nobody","max_tokens":100,"messages":[{"role":"user","content":"x"}]}""", "MessagesError")]
    [InlineData("/v1/messages/count_tokens", """{"model":"fusion","messages":[{"role":"user","content":"x"}]}""", "TokenCount")]
    [InlineData("/v1/completions", """{"model":"fusion","prompt":"x"}""", "Completion")]
    [InlineData("/v1/fusion/estimate", """{"model":"fusion","input":"x"}""", "Estimate")]
    [InlineData("/v1/models", null, "ModelList")]
    [InlineData("/v1/models/a", null, "Model")]
    [InlineData("/v1/fusion/runs", null, "RunList")]
    [InlineData("/v1/fusion/runs/run_0", null, "Error")]
    public async Task Document_WhatIsSent_Fits(string path, string? body, string schema)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(Cancel);
        upstream.OnRequest = request => Replies.Of(request, "fused");
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = body is null ? await gateway.Http.GetAsync(new Uri(path, UriKind.Relative), Cancel) : await gateway.PostRawAsync(path, body);
        JsonObject sent = await TestGateway.ReadAsync(response);

        JsonObject document = await DocumentAsync(gateway);
        Assert.True(Fits(SchemaOf(document, schema), sent, out string why), why);

        // What is described loosely fits as well; so every path that is sent must have a type of its own.
        Assert.Empty(SentPaths.Undescribed(document, schema, sent));
    }

    [Fact]
    public async Task Document_Receipt_Fits()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(Cancel);
        upstream.OnRequest = request => Replies.Of(request, "fused");
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        JsonObject answer = await gateway.ChatAsync(new() { ["model"] = "fusion", ["messages"] = TestGateway.Ask("hi") });

        using HttpResponseMessage response = await gateway.Http.GetAsync(new Uri($"/v1/fusion/runs/{(string?)answer["fusion"]!["run_id"]}", UriKind.Relative), Cancel);

        Assert.True(Fits(SchemaOf(await DocumentAsync(gateway), "Receipt"), await TestGateway.ReadAsync(response), out string why), why);
    }

    [Fact]
    public async Task Page_Everything_ComesFromThisHost()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(Cancel);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await gateway.Http.GetAsync(new Uri("/docs", UriKind.Relative), Cancel);
        string page = await response.Content.ReadAsStringAsync(Cancel);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("default-src 'self'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.DoesNotMatch(Foreign(), page);
        List<string> scripts = [.. Script().Matches(page).Select(match => match.Groups[1].Value)];
        Assert.NotEmpty(scripts);
        foreach (string script in scripts)
        {
            using HttpResponseMessage file = await gateway.Http.GetAsync(new Uri(response.RequestMessage!.RequestUri!, script), Cancel);
            Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        }
    }

    private static async Task<JsonObject> DocumentAsync(TestGateway gateway)
    {
        using HttpResponseMessage response = await gateway.Http.GetAsync(new Uri("/openapi/v1.json", UriKind.Relative), Cancel);
        return await TestGateway.ReadAsync(response);
    }

    private static JsonSchema SchemaOf(JsonObject document, string name)
    {
        JsonObject whole = new() { ["$ref"] = $"#/$defs/{name}", ["$defs"] = document["components"]!["schemas"]!.DeepClone() };

        // A word of OpenAPI's beside JSON Schema's: it helps generators to choose.
        foreach (JsonObject schema in whole["$defs"]!.AsObject().Select(definition => definition.Value).OfType<JsonObject>())
            schema.Remove("discriminator");
        string text = whole.ToJsonString().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal);
        return JsonSchema.FromText(text, new BuildOptions { SchemaRegistry = new SchemaRegistry() });
    }

    private static bool Fits(JsonSchema schema, JsonObject body, out string why)
    {
        EvaluationResults result = schema.Evaluate(JsonSerializer.SerializeToElement(body), new EvaluationOptions { OutputFormat = OutputFormat.List });
        why = string.Join("; ", (result.Details ?? []).Where(detail => detail.Errors is { Count: > 0 }).SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}")));
        return result.IsValid;
    }

    [GeneratedRegex("""(?:src|href)=["']?(?:https?:)?//""")]
    private static partial Regex Foreign();

    [GeneratedRegex("""<script[^>]* src=["']([^"']+)["']""")]
    private static partial Regex Script();
}
