using System.Net;
using System.Text.Json.Nodes;
using FusionOfN.Configuration;
using FusionOfN.Providers;
using FusionOfN.Testing;
using Microsoft.Extensions.Logging;

namespace FusionOfN.Gateway.Tests;

public sealed class ModelReloaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fusion-reload-").FullName;
    private readonly TestClock _clock = new();
    private readonly List<Owned> _owned = [];

    private string File => Path.Combine(_folder, "fusion.yaml");

    [Fact]
    public async Task File_ReplacedAtomically_IsServedWithoutRestart()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await StartAsync(upstream);
        Assert.DoesNotContain("fusion/another", await IdsAsync(gateway));

        // As editors do it: the old one moves away, and for a moment there is none.
        System.IO.File.Move(File, File + "~");
        _clock.Advance(FileWatch.Every);
        Assert.DoesNotContain("fusion/another", await IdsAsync(gateway));
        System.IO.File.WriteAllText(File + ".new", Text(upstream) + "  another: { panel: [a, b], fusor: [f] }\n");
        System.IO.File.Move(File + ".new", File);

        await UntilAsync(async () => (await IdsAsync(gateway)).Contains("fusion/another"));
        Assert.True(_owned[0].IsDisposed);
    }

    [Fact]
    public async Task File_Broken_KeepsTheOldOneAndSaysWhy()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => Replies.Of(request, "still here");
        using LogLines log = new();
        await using TestGateway gateway = await StartAsync(upstream, log);

        System.IO.File.WriteAllText(File, Text(upstream).Replace("panel: [a, b, c], fusor", "panel: [a, nobody], fusor", StringComparison.Ordinal));
        await UntilAsync(async () => !(bool)(await ReadyAsync(gateway))["checks"]!["configuration"]!["ok"]!);

        JsonObject ready = await ReadyAsync(gateway);
        Assert.Equal("ready", (string?)ready["status"]);
        Assert.Contains("nobody", (string?)ready["checks"]!["configuration"]!["detail"]);
        Assert.Contains(log.Lines, line => line.Contains("the one before goes on", StringComparison.Ordinal) && line.Contains("nobody", StringComparison.Ordinal));
        Assert.Equal("still here", (string?)(await gateway.ChatAsync(Fusion()))["choices"]![0]!["message"]!["content"]);
        Assert.False(_owned[0].IsDisposed);
    }

    [Fact]
    public async Task Reload_RunInFlight_EndsOnTheOldModelsWhichAreDisposedThen()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        TaskCompletionSource gate = new();
        upstream.OnRequest = request => Replies.Of(request, "from the old") with { Gate = gate.Task };
        await using TestGateway gateway = await StartAsync(upstream);
        Task<JsonObject> running = gateway.ChatAsync(Fusion());
        await upstream.Meter.WaitForOpenAsync(3, TestContext.Current.CancellationToken);

        Assert.True(await gateway.ReloadAsync());

        Assert.Equal(2, _owned.Count);
        Assert.False(_owned[0].IsDisposed);
        gate.SetResult();
        Assert.Equal("from the old", (string?)(await running)["choices"]![0]!["message"]!["content"]);
        await _owned[0].Disposed.WaitAsync(CallMeter.Patience, TestContext.Current.CancellationToken);
        Assert.False(_owned[1].IsDisposed);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static JsonObject Fusion() => new() { ["model"] = "fusion", ["messages"] = TestGateway.Ask("hello") };

    private static string Text(FakeUpstream upstream) => TestGateway.Configuration.Replace("$URL", upstream.OpenAiUrl.ToString(), StringComparison.Ordinal) + "\n";

    private async Task<TestGateway> StartAsync(FakeUpstream upstream, LogLines? log = null)
    {
        System.IO.File.WriteAllText(File, Text(upstream));
        return await TestGateway.StartAsync(upstream, change: options => options with
        {
            Models = Load(),
            TimeProvider = _clock,
            Reload = new ModelReload(_ => Task.FromResult(Load())) { File = File },
            Logging = logging => logging.AddProvider(log ?? new LogLines()),
        });
    }

    private GatewayModels Load()
    {
        ConfigurationResult result = FusionConfiguration.Load(File);
        if (!result.IsUsable)
            throw new ConfigurationException(string.Join('\n', result.Problems));
        Owned owned = new();
        _owned.Add(owned);
        return new GatewayModels(new ModelSource(new RecipeBook(result.Configuration!), "models of the file", owned));
    }

    private static async Task<IReadOnlyList<string>> IdsAsync(TestGateway gateway)
    {
        using HttpResponseMessage response = await gateway.Http.GetAsync("/v1/models", TestContext.Current.CancellationToken);
        return [.. (await TestGateway.ReadAsync(response))["data"]!.AsArray().Select(model => (string)model!["id"]!)];
    }

    private static async Task<JsonObject> ReadyAsync(TestGateway gateway)
    {
        using HttpResponseMessage response = await gateway.Http.GetAsync("/readyz", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await TestGateway.ReadAsync(response);
    }

    // Time goes on until the gateway has seen the file; every look at the condition is a request to it.
    private async Task UntilAsync(Func<Task<bool>> condition)
    {
        using CancellationTokenSource patience = new(CallMeter.Patience);
        while (!await condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            _clock.Advance(FileWatch.Every);
        }
    }

    private sealed class Owned : IDisposable
    {
        private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Disposed => _disposed.Task;

        public bool IsDisposed => _disposed.Task.IsCompleted;

        public void Dispose() => _disposed.TrySetResult();
    }
}
