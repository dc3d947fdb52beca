using System.Text.Json.Nodes;
using FusionOfN.Testing;
using Microsoft.Data.Sqlite;

namespace FusionOfN.Gateway.Tests;

/// <summary>A store that does not work costs receipts, never answers, and the loss is told.</summary>
public sealed class StoreFaultTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Store_IsLocked_AnswersStillFlowAndTheLossIsReported()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(Cancel);
        upstream.OnRequest = request => Replies.Of(request, "fused");
        await using TestGateway gateway = await StartAsync(upstream);
        await using SqliteConnection other = new($"Data Source={gateway.StorePath};Pooling=False");
        await other.OpenAsync(Cancel);
        await ExecuteAsync(other, "BEGIN EXCLUSIVE");

        JsonObject answer = await AskAsync(gateway);
        await gateway.Store.FlushAsync(Cancel);

        Assert.Equal("fused", (string?)answer["choices"]![0]!["message"]!["content"]);
        Assert.Equal(1, gateway.Store.LostReceipts);
        Assert.Equal(1, (int)(await ReadyAsync(gateway))["lost_receipts"]!);

        await ExecuteAsync(other, "ROLLBACK");
        string run = (string)(await AskAsync(gateway))["fusion"]!["run_id"]!;
        await gateway.Store.FlushAsync(Cancel);
        Assert.NotNull(await gateway.Store.FindRunAsync(run, Cancel));
    }

    [Fact]
    public async Task Store_IsFull_AnswersStillFlowAndTheLossIsReported()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(Cancel);

        upstream.OnRequest = request => Replies.Of(request, "fused");

        // The tables fit, a few receipts, and then no more.
        await using TestGateway gateway = await StartAsync(upstream, pages: 45);
        for (int i = 0; i < 60 && gateway.Store.LostReceipts == 0; i++)
        {
            Assert.Equal("fused", (string?)(await AskAsync(gateway))["choices"]![0]!["message"]!["content"]);
            await gateway.Store.FlushAsync(Cancel);
        }

        Assert.Equal(1, gateway.Store.LostReceipts);
        JsonNode check = (await ReadyAsync(gateway))["checks"]!["store"]!;
        Assert.False((bool)check["ok"]!, check.ToJsonString());
        Assert.NotEmpty((string)check["detail"]!);
    }

    private static Task<TestGateway> StartAsync(FakeUpstream upstream, int? pages = null) => TestGateway.StartAsync(
        upstream, change: options => options with { StoreOptions = new() { Attempts = 1, LockTimeout = TimeSpan.FromSeconds(1), MaxSqlitePages = pages } });

    private static Task<JsonObject> AskAsync(TestGateway gateway) => gateway.ChatAsync(new() { ["model"] = "fusion", ["messages"] = TestGateway.Ask("hi") });

    private static async Task<JsonObject> ReadyAsync(TestGateway gateway)
    {
        using HttpResponseMessage response = await gateway.Http.GetAsync(new Uri("/readyz", UriKind.Relative), Cancel);
        return await TestGateway.ReadAsync(response);
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
