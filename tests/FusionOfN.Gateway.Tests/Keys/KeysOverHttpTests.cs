using System.Net;
using System.Text.Json.Nodes;
using FusionOfN.Testing;

namespace FusionOfN.Gateway.Tests.Keys;

/// <summary>What keys mean to a client: who is let in, what it may name, what is written down.</summary>
public sealed class KeysOverHttpTests
{
    private static readonly JsonObject Body = new() { ["model"] = "fusion", ["messages"] = TestGateway.Ask("hi") };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Chat_KeysAreOn_AsksForOneBeforeItReadsTheBody()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(Cancel);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        await AddAsync(gateway, new NewKey("me"));

        using HttpResponseMessage none = await gateway.PostRawAsync("/v1/chat/completions", "{ no json");
        using HttpResponseMessage wrong = await gateway.PostAsync("/v1/chat/completions", Body, ("Authorization", $"Bearer fok_{new string('1', 43)}"));

        Assert.Equal((HttpStatusCode.Unauthorized, "missing_api_key"), (none.StatusCode, await CodeAsync(none)));
        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_api_key"), (wrong.StatusCode, await CodeAsync(wrong)));
        Assert.Empty(upstream.Requests);
    }

    [Theory]
    [InlineData("Authorization", "Bearer ")]
    [InlineData("x-api-key", "")]
    [InlineData("api-key", "")]
    public async Task Chat_RightKey_IsAnsweredAndItsSpendBooked(string header, string scheme)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(Cancel);
        upstream.OnRequest = request => Replies.Of(request, "fused");
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        (ApiKey key, string secret) = await AddAsync(gateway, new NewKey("me"));

        using HttpResponseMessage response = await gateway.PostAsync("/v1/chat/completions", Body, (header, scheme + secret));

        string run = Assert.Single(response.Headers.GetValues("x-fusion-run-id"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await gateway.Store.FlushAsync(Cancel);
        StoredRun? kept = await gateway.Store.FindRunAsync(run, Cancel);
        Assert.Equal(key.Id, kept!.KeyId);
        Assert.Equal(run, ReceiptJson.Read(kept.ReceiptJson!).RunId);
        SpendTotals spend = await gateway.Store.SpendAsync(key.Id, DateOnly.FromDateTime(kept.StartedAt.UtcDateTime), Cancel);
        Assert.Equal(1, spend.Requests);
        Assert.Equal(60, spend.InputTokens + spend.OutputTokens);
    }

    [Fact]
    public async Task Chat_RecipeWithAMemberTheKeyMayNotUse_Is403ThatNamesIt()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(Cancel);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        (_, string secret) = await AddAsync(gateway, new NewKey("me") { Models = ["a", "b", "f"] });
        (_, string other) = await AddAsync(gateway, new NewKey("voter") { Recipes = ["vote"] });

        using HttpResponseMessage member = await gateway.PostAsync("/v1/chat/completions", Body, ("Authorization", $"Bearer {secret}"));
        using HttpResponseMessage panel = await gateway.PostAsync(
            "/v1/chat/completions",
            new() { ["model"] = "fusion", ["fusion"] = new JsonObject { ["models"] = new JsonArray("a", "c") }, ["messages"] = TestGateway.Ask("hi") },
            ("Authorization", $"Bearer {secret}"));
        using HttpResponseMessage plain = await gateway.PostAsync(
            "/v1/chat/completions", new() { ["model"] = "c", ["messages"] = TestGateway.Ask("hi") }, ("Authorization", $"Bearer {secret}"));
        using HttpResponseMessage recipe = await gateway.PostAsync("/v1/chat/completions", Body, ("Authorization", $"Bearer {other}"));

        foreach (HttpResponseMessage response in new[] { member, panel, plain })
        {
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
            Assert.Contains("'c'", (string)(await TestGateway.ReadAsync(response))["error"]!["message"]!, StringComparison.Ordinal);
        }

        Assert.Equal((HttpStatusCode.Forbidden, "recipe_not_allowed"), (recipe.StatusCode, await CodeAsync(recipe)));
        Assert.Empty(upstream.Requests);
    }

    [Fact]
    public async Task Chat_DailyTokensAreSpent_TheCallsAreNotSent()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(Cancel);
        upstream.OnRequest = request => Replies.Of(request, "fused");
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        (_, string secret) = await AddAsync(gateway, new NewKey("small") { Limits = new() { Tokens = 100 } });

        using HttpResponseMessage response = await gateway.PostAsync("/v1/chat/completions", Body, ("Authorization", $"Bearer {secret}"));

        Assert.Equal(HttpStatusCode.PaymentRequired, response.StatusCode);
        Assert.Equal("budget_exceeded", (string?)(await TestGateway.ReadAsync(response))["error"]!["failure_reason"]);
        Assert.Empty(upstream.Requests);
    }

    [Fact]
    public async Task Chat_SessionHasTakenItsRequests_Is429AndAnotherSessionIsAnswered()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(Cancel);
        upstream.OnRequest = request => Replies.Of(request, "fused");
        await using TestGateway gateway = await TestGateway.StartAsync(
            upstream, change: options => options with { Configuration = options.Configuration with { MaxRequestsPerSession = 2 } });
        (ApiKey key, string secret) = await AddAsync(gateway, new NewKey("strict") { SessionLimits = new() { Requests = 1 } });
        (_, string other) = await AddAsync(gateway, new NewKey("lax"));

        (HttpStatusCode, string?)[] answers =
        [
            await AskInAsync("chat", secret), await AskInAsync("chat", secret), await AskInAsync("next", secret),
            await AskInAsync("chat", other), await AskInAsync("chat", other), await AskInAsync("chat", other),
            await AskInAsync(null, secret), await AskInAsync(null, secret),
        ];

        (HttpStatusCode, string?) answered = (HttpStatusCode.OK, null), refused = (HttpStatusCode.TooManyRequests, "session_limit_reached");
        Assert.Equal([answered, refused, answered, answered, answered, refused, answered, answered], answers);
        await gateway.Store.FlushAsync(Cancel);
        Assert.Equal(1, (await gateway.Store.SpendOfSessionAsync("chat", key.Id, Cancel)).Requests);

        async Task<(HttpStatusCode, string?)> AskInAsync(string? session, string key)
        {
            JsonObject body = (JsonObject)Body.DeepClone();
            if (session is not null)
                body["fusion"] = new JsonObject { ["session_id"] = session };
            using HttpResponseMessage response = await gateway.PostAsync("/v1/chat/completions", body, ("Authorization", $"Bearer {key}"));
            return (response.StatusCode, response.IsSuccessStatusCode ? null : await CodeAsync(response));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Chat_SessionsTokensAreSpent_TheCallsAreNotSent(bool isStreamed)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(Cancel);
        await using TestGateway gateway = await TestGateway.StartAsync(
            upstream, change: options => options with { Configuration = options.Configuration with { MaxTokensPerSession = 100 } });
        JsonObject body = new()
        {
            ["model"] = "fusion",
            ["messages"] = TestGateway.Ask("hi"),
            ["stream"] = isStreamed,
            ["fusion"] = new JsonObject { ["session_id"] = "chat" },
        };

        using HttpResponseMessage response = await gateway.PostAsync("/v1/chat/completions", body);

        JsonNode error = (await TestGateway.ReadAsync(response))["error"]!;
        Assert.Equal((HttpStatusCode.PaymentRequired, "budget_exceeded"), (response.StatusCode, (string?)error["failure_reason"]));
        Assert.Contains("Over the budget of the session: 0 of 100 tokens", (string?)error["message"], StringComparison.Ordinal);
        Assert.Empty(upstream.Requests);
    }

    [Fact]
    public async Task Metrics_KeysAreOn_AreForAdminKeysOnly()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(Cancel);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        Assert.Equal(HttpStatusCode.OK, (await ScrapeAsync(null)).Status);
        (_, string plain) = await AddAsync(gateway, new NewKey("plain"));
        (_, string admin) = await AddAsync(gateway, new NewKey("prometheus") { IsAdmin = true });

        Assert.Equal((HttpStatusCode.Unauthorized, "missing_api_key"), await RefusedAsync(null));
        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_api_key"), await RefusedAsync($"fok_{new string('1', 43)}"));
        Assert.Equal((HttpStatusCode.Forbidden, "admin_needed"), await RefusedAsync(plain));
        (HttpStatusCode status, string text) = await ScrapeAsync(admin);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("fusion_gateway_runs", text, StringComparison.Ordinal);

        async Task<(HttpStatusCode Status, string Text)> ScrapeAsync(string? key)
        {
            using HttpRequestMessage request = new(HttpMethod.Get, "/metrics");
            if (key is not null)
                request.Headers.Authorization = new("Bearer", key);
            using HttpResponseMessage response = await gateway.Http.SendAsync(request, Cancel);
            return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancel));
        }

        async Task<(HttpStatusCode, string?)> RefusedAsync(string? key)
        {
            (HttpStatusCode refused, string body) = await ScrapeAsync(key);
            return (refused, (string?)JsonNode.Parse(body)!["error"]!["code"]);
        }
    }

    [Fact]
    public async Task Models_KeyOfOneRecipe_ListsThatAndTheModelsItMayUse()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(Cancel);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        (_, string secret) = await AddAsync(gateway, new NewKey("me") { Recipes = ["vote"], Models = ["a", "b", "c"] });
        using HttpRequestMessage request = new(HttpMethod.Get, "/v1/models");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {secret}");

        using HttpResponseMessage response = await gateway.Http.SendAsync(request, Cancel);

        Assert.Equal(["fusion/vote", "a", "b", "c"], (await TestGateway.ReadAsync(response))["data"]!.AsArray().Select(model => (string?)model!["id"]));
    }

    [Fact]
    public async Task Chat_ClientGoesAway_WhatWasSpentIsBookedAllTheSame()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(Cancel);
        upstream.OnRequest = request => request.Model == "a" ? "done" : UpstreamReply.Hanging;
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        (ApiKey key, string secret) = await AddAsync(gateway, new NewKey("me"));
        using CancellationTokenSource gone = new();
        using HttpRequestMessage request = new(HttpMethod.Post, "/v1/chat/completions") { Content = new StringContent(Body.ToJsonString(), System.Text.Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {secret}");

        Task<HttpResponseMessage> asking = gateway.Http.SendAsync(request, gone.Token);
        await upstream.Meter.WaitForTotalAsync(3, Cancel);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await upstream.Meter.WaitForAllClosedAsync(Cancel);
        await gateway.StopAsync();
        await gateway.Store.FlushAsync(Cancel);

        StoredRun run = Assert.Single((await gateway.Store.ListRunsAsync(new RunFilter { KeyId = key.Id }, cursor: null, size: 10, Cancel)).Runs);
        Assert.Equal(RunStatus.Cancelled, run.Status);
    }

    private static Task<(ApiKey Key, string Secret)> AddAsync(TestGateway gateway, NewKey key) => gateway.Store.Keys.MakeAsync(key, Cancel);

    private static async Task<string?> CodeAsync(HttpResponseMessage response) => (string?)(await TestGateway.ReadAsync(response))["error"]!["code"];
}
