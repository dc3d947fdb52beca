using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using FusionOfN.Testing;

namespace FusionOfN.Cli.Tests;

/// <summary>What only the real process of <c>fusion serve</c> shows: what signals do to it.</summary>
public sealed class ServeProcessTests : IAsyncLifetime
{
    private readonly CliSession _session = new();
    private readonly HttpClient _http = new();
    private ModelServer _server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Sends POSIX signals.");
        _server = await ModelServer.StartAsync();

        // A drain of ten minutes: what ends sooner was not ended by it.
        _session.Write("fusion.yaml", _server.Configuration + "\ngateway: { drain_ms: 600000 }\n");
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _http.Dispose();
        _session.Dispose();
    }

    /// <summary>The file is the same, so that only the signal can be what has it read.</summary>
    [Fact]
    public async Task HangUp_SameFile_IsReadAgainAndRunsInFlightGoOn()
    {
        TaskCompletionSource gate = new();
        _server.Upstream.Enqueue(new UpstreamReply { Text = "Tokyo.", Gate = gate.Task });
        await using ServeProcess serve = await ServeProcess.StartAsync(_session.Folder);
        Task<HttpResponseMessage> asking = AskAsync(serve);
        await _server.Upstream.Meter.WaitForOpenAsync(1, Cancel);

        await serve.SignalAsync("HUP");
        await serve.WaitForLineAsync("Other models are served now");
        gate.SetResult();

        using HttpResponseMessage response = await asking;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task HangUp_FileChangedForGoodAndForBad_ServesTheNewOneThenKeepsIt()
    {
        await using ServeProcess serve = await ServeProcess.StartAsync(_session.Folder);

        _session.Write("fusion.yaml", _server.Configuration + "\n  another: { panel: [alpha, beta], fusor: [omega] }\n");
        await serve.SignalAsync("HUP");
        await serve.WaitForLineAsync("Other models are served now");
        Assert.Contains("fusion/another", await ModelsAsync(serve));

        _session.Write("fusion.yaml", _server.Configuration + "\n  broken: { panel: [nobody] }\n");
        await serve.SignalAsync("HUP");
        Assert.Contains("nobody", await serve.WaitForLineAsync("The new configuration is not taken"), StringComparison.Ordinal);
        Assert.Contains("fusion/another", await ModelsAsync(serve));
    }

    [Fact]
    public async Task StopSignal_RunInFlight_IsFinishedAndTheProcessEndsWell()
    {
        TaskCompletionSource gate = new();
        _server.Upstream.Enqueue(new UpstreamReply { Text = "Tokyo.", Gate = gate.Task });
        await using ServeProcess serve = await ServeProcess.StartAsync(_session.Folder);
        Task<HttpResponseMessage> asking = AskAsync(serve);
        await _server.Upstream.Meter.WaitForOpenAsync(1, Cancel);

        await serve.SignalAsync("TERM");
        await UntilDrainingAsync(serve);
        using (HttpResponseMessage late = await AskAsync(serve))
            Assert.Equal(HttpStatusCode.ServiceUnavailable, late.StatusCode);
        gate.SetResult();

        using HttpResponseMessage response = await asking;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(0, await serve.WaitAsync());
        await serve.WaitForLineAsync("stopped");
    }

    [Theory]
    [InlineData("TERM", 128 + 15)]
    [InlineData("INT", 128 + 2)]
    public async Task SecondStopSignal_RunInFlight_EndsTheProcessAtOnce(string signal, int exitCode)
    {
        Assert.SkipWhen(signal == "INT" && FusionProcess.IgnoresInterrupt, "Whatever started these tests had SIGINT ignored, and what they start ignores it too.");
        _server.Upstream.OnRequest = _ => UpstreamReply.Hanging;
        await using ServeProcess serve = await ServeProcess.StartAsync(_session.Folder);
        Task<HttpResponseMessage> asking = AskAsync(serve);
        await _server.Upstream.Meter.WaitForOpenAsync(1, Cancel);
        await serve.SignalAsync("TERM");
        await UntilDrainingAsync(serve);

        long sent = Stopwatch.GetTimestamp();
        await serve.SignalAsync(signal);

        Assert.Equal(exitCode, await serve.WaitAsync());
        Assert.InRange(Stopwatch.GetElapsedTime(sent), TimeSpan.Zero, TimeSpan.FromSeconds(10));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => asking);
        await _server.Upstream.Meter.WaitForAbortedAsync(1, Cancel);
    }

    private Task<HttpResponseMessage> AskAsync(ServeProcess serve) => _http.PostAsJsonAsync(
        new Uri(serve.Url, "/v1/chat/completions"), new { model = "fusion", messages = new[] { new { role = "user", content = "What is the capital of Japan?" } } }, Cancel);

    private async Task<IReadOnlyList<string>> ModelsAsync(ServeProcess serve) =>
        [.. (await _http.GetFromJsonAsync<JsonObject>(new Uri(serve.Url, "/v1/models"), Cancel))!["data"]!.AsArray().Select(model => (string)model!["id"]!)];

    private async Task UntilDrainingAsync(ServeProcess serve)
    {
        HttpStatusCode status = HttpStatusCode.OK;
        while (status != HttpStatusCode.ServiceUnavailable)
        {
            using HttpResponseMessage ready = await _http.GetAsync(new Uri(serve.Url, "/readyz"), Cancel);
            status = ready.StatusCode;
        }
    }
}
