using System.Net;
using System.Text.Json.Nodes;
using FusionOfN.Testing;

namespace FusionOfN.Gateway.Tests.Receipts;

/// <summary>Receipts and the list of runs over HTTP, and who sees which.</summary>
public sealed class RunsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_RunThatWasJustMade_IsItsReceipt()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(Cancel);
        upstream.OnRequest = request => Replies.Of(request, "fused");
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        string id = await RunAsync(gateway);

        using HttpResponseMessage response = await GetAsync(gateway, $"/v1/fusion/runs/{id}");

        FusionReceipt receipt = ReceiptJson.Read(await response.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(id, receipt.RunId);
        Assert.Equal(4, receipt.Calls.Count);
        Assert.Null(receipt.Texts);
    }

    [Fact]
    public async Task Get_RunThatNeverWas_Is404()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(Cancel);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await GetAsync(gateway, "/v1/fusion/runs/run_0");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("run_not_found", (string?)(await TestGateway.ReadAsync(response))["error"]!["code"]);
    }

    [Fact]
    public async Task Get_RunOfAnotherKey_IsSeenByItsOwnKeyAndAdminsOnly()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(Cancel);
        upstream.OnRequest = request => Replies.Of(request, "fused");
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        string mine = await AddAsync(gateway, new NewKey("me"));
        string theirs = await AddAsync(gateway, new NewKey("them"));
        string admin = await AddAsync(gateway, new NewKey("boss") { IsAdmin = true });
        string id = await RunAsync(gateway, mine);
        await gateway.Store.FlushAsync(Cancel);

        Dictionary<string, (HttpStatusCode One, int Listed)> seen = [];
        foreach (string key in (string[])[mine, theirs, admin])
        {
            using HttpResponseMessage one = await GetAsync(gateway, $"/v1/fusion/runs/{id}", key);
            using HttpResponseMessage list = await GetAsync(gateway, "/v1/fusion/runs", key);
            seen[key] = (one.StatusCode, (await TestGateway.ReadAsync(list))["data"]!.AsArray().Count);
        }

        Assert.Equal((HttpStatusCode.OK, 1), seen[mine]);
        Assert.Equal((HttpStatusCode.NotFound, 0), seen[theirs]);
        Assert.Equal((HttpStatusCode.OK, 1), seen[admin]);
    }

    [Fact]
    public async Task List_MoreRunsThanAPageHolds_AreAllFoundNewestFirst()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(Cancel);
        upstream.OnRequest = request => Replies.Of(request, "fused");
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        List<string> ids = [await RunAsync(gateway), await RunAsync(gateway), await RunAsync(gateway)];
        await gateway.Store.FlushAsync(Cancel);

        using HttpResponseMessage first = await GetAsync(gateway, "/v1/fusion/runs?limit=2&recipe=default");
        JsonObject page = await TestGateway.ReadAsync(first);
        using HttpResponseMessage second = await GetAsync(gateway, $"/v1/fusion/runs?limit=2&recipe=default&cursor={(string?)page["next_cursor"]}");
        JsonObject rest = await TestGateway.ReadAsync(second);

        Assert.True((bool)page["has_more"]!);
        Assert.False((bool)rest["has_more"]!);
        Assert.Equal(ids.AsEnumerable().Reverse().Order(), page["data"]!.AsArray().Concat(rest["data"]!.AsArray()).Select(run => (string)run!["id"]!).Order());
        Assert.Equal("full", (string?)page["data"]![0]!["status"]);
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=many", "limit")]
    [InlineData("status=great", "status")]
    [InlineData("degraded=maybe", "degraded")]
    [InlineData("cursor=xx", "cursor")]
    [InlineData("colour=red", "colour")]
    public async Task List_BadParameter_Is400ThatNamesIt(string query, string param)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(Cancel);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await GetAsync(gateway, $"/v1/fusion/runs?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(param, (string?)(await TestGateway.ReadAsync(response))["error"]!["param"]);
    }

    private static async Task<string> RunAsync(TestGateway gateway, string? key = null)
    {
        using HttpResponseMessage response = await gateway.PostAsync(
            "/v1/chat/completions", new() { ["model"] = "fusion", ["messages"] = TestGateway.Ask("hi") }, key is null ? [] : [("Authorization", $"Bearer {key}")]);
        return Assert.Single(response.Headers.GetValues("x-fusion-run-id"));
    }

    private static Task<HttpResponseMessage> GetAsync(TestGateway gateway, string path, string? key = null)
    {
        HttpRequestMessage request = new(HttpMethod.Get, path);
        if (key is not null)
            request.Headers.Authorization = new("Bearer", key);
        return gateway.Http.SendAsync(request, Cancel);
    }

    private static async Task<string> AddAsync(TestGateway gateway, NewKey key) => (await gateway.Store.Keys.MakeAsync(key, Cancel)).Secret;
}
