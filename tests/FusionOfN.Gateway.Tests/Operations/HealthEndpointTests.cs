using System.Net;
using System.Text.Json.Nodes;
using FusionOfN.Testing;

namespace FusionOfN.Gateway.Tests;

public sealed class HealthEndpointTests
{
    [Fact]
    public async Task Ready_AllWell_Is200AndWithoutReasons()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage ready = await gateway.Http.GetAsync("/readyz", TestContext.Current.CancellationToken);
        using HttpResponseMessage alive = await gateway.Http.GetAsync("/healthz", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        JsonObject answer = await TestGateway.ReadAsync(ready);
        Assert.Equal("ready", (string?)answer["status"]);
        Assert.All(answer["checks"]!.AsObject(), check => Assert.True((bool)check.Value!["ok"]!, check.ToString()));
    }

    [Fact]
    public async Task Ready_VariableOfTheDefaultRecipeIsNotSet_Is503AndNamesIt()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(
            upstream, TestGateway.Configuration.Replace("retry: {", "api_key_variable: FUSION_TEST_NOT_SET, retry: {", StringComparison.Ordinal));

        using HttpResponseMessage ready = await gateway.Http.GetAsync("/readyz", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("FUSION_TEST_NOT_SET", (string?)(await TestGateway.ReadAsync(ready))["checks"]!["models"]!["detail"]);
    }

    [Fact]
    public async Task Ready_KeysAreOn_SaysWhyOnlyToAnAdminKey()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(
            upstream, TestGateway.Configuration.Replace("retry: {", "api_key_variable: FUSION_TEST_NOT_SET, retry: {", StringComparison.Ordinal));
        string plain = (await gateway.Store.Keys.MakeAsync(new NewKey("plain"), TestContext.Current.CancellationToken)).Secret;
        string admin = (await gateway.Store.Keys.MakeAsync(new NewKey("boss") { IsAdmin = true }, TestContext.Current.CancellationToken)).Secret;

        foreach ((string? key, bool isTold) in ((string?, bool)[])[(null, false), ("fok_wrong", false), (plain, false), (admin, true)])
        {
            using HttpRequestMessage request = new(HttpMethod.Get, "/readyz");
            if (key is not null)
                request.Headers.Authorization = new("Bearer", key);
            using HttpResponseMessage ready = await gateway.Http.SendAsync(request, TestContext.Current.CancellationToken);
            JsonNode models = (await TestGateway.ReadAsync(ready))["checks"]!["models"]!;

            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
            Assert.False((bool)models["ok"]!);
            Assert.Equal(isTold, ((string?)models["detail"])?.Contains("FUSION_TEST_NOT_SET", StringComparison.Ordinal) ?? false);
        }
    }

    [Fact]
    public async Task Ready_WhileDraining_Is503AndAliveIsStill200()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        TaskCompletionSource gate = new();
        upstream.Default = new UpstreamReply { Text = "done", Gate = gate.Task };
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        Task<JsonObject> running = gateway.ChatAsync(new() { ["model"] = "a", ["messages"] = TestGateway.Ask("hello") });
        await upstream.Meter.WaitForOpenAsync(1, TestContext.Current.CancellationToken);

        Task stopping = gateway.StopAsync();
        using HttpResponseMessage ready = await gateway.Http.GetAsync("/readyz", TestContext.Current.CancellationToken);
        using HttpResponseMessage alive = await gateway.Http.GetAsync("/healthz", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        JsonObject answer = await TestGateway.ReadAsync(ready);
        Assert.False((bool)answer["checks"]!["accepting"]!["ok"]!);
        Assert.Equal(1, (int)answer["runs"]!);
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        gate.SetResult();
        await Task.WhenAll(running, stopping);
    }
}
