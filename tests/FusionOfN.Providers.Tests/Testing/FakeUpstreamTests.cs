using System.Text;
using FusionOfN.Testing;

namespace FusionOfN.Providers.Tests;

public sealed class FakeUpstreamTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Map_CustomRoute_AnswersAndRecords()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(Cancel);
        upstream.Map("POST", "/rerank", request => UpstreamReply.Raw($$"""{"echo":{{request.Json["n"]}}}"""));
        using HttpClient http = new() { BaseAddress = upstream.Url };

        using HttpResponseMessage response = await http.PostAsync("/rerank", new StringContent("""{"n":7}""", Encoding.UTF8, "application/json"), Cancel);

        Assert.Equal("""{"echo":7}""", await response.Content.ReadAsStringAsync(Cancel));
        UpstreamRequest request = Assert.Single(upstream.Requests);
        Assert.Equal(("POST", "/rerank", """{"n":7}"""), (request.Method, request.Path, request.Body));
    }

    [Fact]
    public async Task Get_UnknownPath_Is404()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(Cancel);
        using HttpClient http = new();

        using HttpResponseMessage response = await http.GetAsync(new Uri(upstream.Url, "/nowhere"), Cancel);

        Assert.Equal(404, (int)response.StatusCode);
    }

    [Fact]
    public async Task Meter_GatedRequests_CountsOpenAndMost()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(Cancel);
        TaskCompletionSource gate = new();
        upstream.OnRequest = _ => new UpstreamReply { Text = "x", Gate = gate.Task };
        using HttpClient http = new();
        Task[] calls = [.. Enumerable.Range(0, 3).Select(_ => http.PostAsync(new Uri(upstream.Url, "/v1/chat/completions"), new StringContent("{}"), Cancel))];

        await upstream.Meter.WaitForOpenAsync(3, Cancel);
        Assert.Equal(3, upstream.Meter.Open);
        gate.SetResult();
        await Task.WhenAll(calls);
        await upstream.Meter.WaitForAllClosedAsync(Cancel);

        Assert.Equal((0, 3, 3, 0), (upstream.Meter.Open, upstream.Meter.MaxOpen, upstream.Meter.Total, upstream.Meter.Aborted));
    }

    [Fact]
    public async Task RateLimited_SecondsOrDate_SendsTheHeader()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(Cancel);
        DateTimeOffset date = new(2026, 8, 1, 12, 0, 30, TimeSpan.Zero);
        upstream.Enqueue(UpstreamReply.RateLimited(TimeSpan.FromSeconds(2)), UpstreamReply.RateLimitedUntil(date));
        using HttpClient http = new();
        Uri address = new(upstream.Url, "/v1/chat/completions");

        using HttpResponseMessage seconds = await http.PostAsync(address, new StringContent("{}"), Cancel);
        using HttpResponseMessage until = await http.PostAsync(address, new StringContent("{}"), Cancel);

        Assert.Equal((429, TimeSpan.FromSeconds(2)), ((int)seconds.StatusCode, seconds.Headers.RetryAfter?.Delta));
        Assert.Equal(date, until.Headers.RetryAfter?.Date);
    }
}
