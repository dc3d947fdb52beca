using System.Net;
using System.Text.Json.Nodes;
using FusionOfN.Testing;
using Microsoft.Extensions.Logging;

namespace FusionOfN.Gateway.Tests;

/// <summary>Refusals and changes of keys: a line in the log and a row that admins see.</summary>
public sealed class AuditTests
{
    [Fact]
    public async Task Audit_RefusalsAndChangesOfKeys_AreRowsForAdminsAndLinesInTheLog()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.Default = "hello";
        using LogLines log = new();
        await using TestGateway gateway = await TestGateway.StartAsync(
            upstream, change: options => options with { Logging = logging => logging.AddProvider(log).SetMinimumLevel(LogLevel.Information) });
        (_, string admin) = await gateway.Store.Keys.MakeAsync(new NewKey("boss") { IsAdmin = true }, TestContext.Current.CancellationToken);
        (ApiKey team, string secret) = await gateway.Store.Keys.MakeAsync(
            new NewKey("team") { Models = ["b"], Limits = new SpendLimits { Requests = 1 } }, TestContext.Current.CancellationToken);

        await AskAsync(gateway, "a", "fok_0000000000000000000000000000000000000000000", HttpStatusCode.Unauthorized);
        await AskAsync(gateway, "a", secret, HttpStatusCode.Forbidden);
        await AskAsync(gateway, "b", secret, HttpStatusCode.OK);
        await AskAsync(gateway, "b", secret, HttpStatusCode.TooManyRequests);
        await gateway.Store.Keys.RevokeAsync(team.Id, TestContext.Current.CancellationToken, "studio, test");

        JsonArray rows = await UntilAsync(gateway, admin, 6);
        Assert.Equal(
            ["key_added - boss command line", $"key_added {team.Id} team command line", "refused - invalid_api_key 127.0.0.1", $"refused {team.Id} model_not_allowed 127.0.0.1",
                $"refused {team.Id} daily_limit_reached 127.0.0.1", $"key_revoked {team.Id} revoked studio, test"],
            rows.Reverse().Select(row => $"{row!["event"]} {((string?)row["reason"] == "boss" ? "-" : (string?)row["key_id"] ?? "-")} {row["reason"]} {row["source"]}").Order(Comparer).ToList());
        Assert.Equal(3, log.Lines.Count(line => line.Contains("Refused 4", StringComparison.Ordinal)));
        Assert.Contains(log.Lines, line => line.Contains($"key_revoked {team.Id}", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Audit_KeyThatIsNoAdmins_Is403()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        (_, string secret) = await gateway.Store.Keys.MakeAsync(new NewKey("team"), TestContext.Current.CancellationToken);

        using HttpRequestMessage request = new(HttpMethod.Get, "/v1/fusion/audit");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {secret}");
        using HttpResponseMessage response = await gateway.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    // In the order in which they must have happened; rows of one millisecond have none.
    private static readonly Comparer<string> Comparer = Comparer<string>.Create((left, right) => Rank(left).CompareTo(Rank(right)));

    private static int Rank(string row) => row switch
    {
        _ when row.Contains("boss", StringComparison.Ordinal) => 0,
        _ when row.StartsWith("key_added", StringComparison.Ordinal) => 1,
        _ when row.Contains("invalid_api_key", StringComparison.Ordinal) => 2,
        _ when row.Contains("model_not_allowed", StringComparison.Ordinal) => 3,
        _ when row.Contains("daily_limit_reached", StringComparison.Ordinal) => 4,
        _ => 5,
    };

    // Rows are written behind the requests.
    private static async Task<JsonArray> UntilAsync(TestGateway gateway, string admin, int count)
    {
        while (true)
        {
            using HttpRequestMessage request = new(HttpMethod.Get, "/v1/fusion/audit?limit=100");
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {admin}");
            using HttpResponseMessage response = await gateway.Http.SendAsync(request, TestContext.Current.CancellationToken);
            JsonArray rows = (await TestGateway.ReadAsync(response))["data"]!.AsArray();
            if (rows.Count >= count)
                return rows;
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static async Task AskAsync(TestGateway gateway, string model, string secret, HttpStatusCode status)
    {
        using HttpResponseMessage response = await gateway.PostAsync(
            "/v1/chat/completions", new() { ["model"] = model, ["messages"] = TestGateway.Ask("hello") }, ("Authorization", $"Bearer {secret}"));
        Assert.Equal(status, response.StatusCode);
    }
}
