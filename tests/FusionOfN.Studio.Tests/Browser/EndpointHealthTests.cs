using System.Net;
using System.Net.Http.Json;
using FusionOfN.Testing;
using Microsoft.Playwright;

namespace FusionOfN.Studio.Tests;

/// <summary>How an endpoint stands, on a page that stays open.</summary>
[Collection(BrowserCollection.Name)]
public sealed class EndpointHealthTests(Chromium chromium)
{
    [Fact]
    public async Task Endpoint_BusyThenFailingThenWell_IsShownWithoutLoadingThePageAgain()
    {
        Assert.SkipWhen(Chromium.Missing is not null, Chromium.Missing ?? "");
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using StudioServer server = await StudioServer.StartAsync((folder, _) => File.WriteAllText(
            Path.Combine(folder.FullName, "fusion.yaml"),
            $$"""
            endpoints:
              up: { base_url: "{{upstream.OpenAiUrl}}", retry: { max_retries: 0 }, breaker: { minimum_attempts: 2, failure_ratio: 0.5, rest_ms: 500 } }
            recipes: { default: { panel: [up/a] } }
            """));
        await using StudioPage studio = await StudioPage.OpenAsync(chromium, "/studio/recipes", url: server.Url);
        ILocator cells = studio.Part("endpoints").Locator("tbody td");
        await StudioPage.SeeAsync(cells.GetByText("✓ open"));
        using HttpClient http = new() { BaseAddress = server.Url };

        TaskCompletionSource gate = new();
        upstream.OnRequest = _ => new UpstreamReply { Text = "late", Gate = gate.Task };
        Task<HttpStatusCode> busy = AskAsync(http);
        await Assertions.Expect(cells.Nth(3)).ToHaveTextAsync("1", new() { Timeout = 30_000 });
        gate.SetResult();
        Assert.Equal(HttpStatusCode.OK, await busy);
        await Assertions.Expect(cells.Nth(3)).ToHaveTextAsync("0", new() { Timeout = 30_000 });

        upstream.OnRequest = _ => UpstreamReply.Error(500);
        for (int i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.BadGateway, await AskAsync(http));
        await StudioPage.SeeAsync(cells.GetByText("stopped by its breaker"));

        upstream.OnRequest = _ => "well";
        while (await AskAsync(http) != HttpStatusCode.OK)
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        await StudioPage.SeeAsync(cells.GetByText("✓ open"));
        Assert.Empty(studio.Errors);
        Assert.Single(studio.Requests, url => new Uri(url).AbsolutePath == "/studio/recipes");
    }

    private static async Task<HttpStatusCode> AskAsync(HttpClient http)
    {
        using HttpResponseMessage response = await http.PostAsJsonAsync(
            "v1/chat/completions", new { model = "up/a", messages = new[] { new { role = "user", content = "hello" } } }, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
