using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using FusionOfN.Configuration;
using FusionOfN.Testing;

namespace FusionOfN.Gateway.Tests;

/// <summary>A gateway on a free loopback port over a fake upstream, and the ways tests talk to it.</summary>
internal sealed class TestGateway : IAsyncDisposable
{
    private readonly FusionGateway _gateway;
    private readonly string _folder;

    private TestGateway(FusionGateway gateway, string folder)
    {
        _gateway = gateway;
        _folder = folder;
        Http = new HttpClient { BaseAddress = gateway.Url, Timeout = TimeSpan.FromSeconds(60) };
    }

    private const string StoreFile = "gateway.db";

    public HttpClient Http { get; }

    /// <summary>The file of its store.</summary>
    public string StorePath => Path.Combine(_folder, StoreFile);

    /// <summary>Its store: keys, receipts, spend.</summary>
    public GatewayStore Store => _gateway.Store;

    public Uri Url => _gateway.Url;

    /// <summary>Stops it as a signal would: it waits for the runs in flight.</summary>
    public Task StopAsync() => _gateway.StopAsync();

    /// <summary>Has its models loaded anew, as a hang-up signal would.</summary>
    public Task<bool> ReloadAsync() => _gateway.ReloadAsync(TestContext.Current.CancellationToken);

    /// <summary>Three members a, b and c of one endpoint, fused by f; recipes <c>default</c> and <c>vote</c>.</summary>
    public const string Configuration =
        """
        endpoints:
          up: { base_url: "$URL", retry: { max_retries: 0 } }
        models:
          a: { endpoint: up, id: a, context_window: 8000, max_output: 1000 }
          b: { endpoint: up, id: b, context_window: 16000, max_output: 1000 }
          c: { endpoint: up, id: c, context_window: 32000, max_output: 1000 }
          f: { endpoint: up, id: f, context_window: 20000, max_output: 2000 }
        recipes:
          default: { description: "Three members, one fusor", panel: [a, b, c], fusor: [f] }
          vote: { panel: [a, b, c], aggregator: majority-vote, extractor: exact }
        """;

    public static async Task<TestGateway> StartAsync(FakeUpstream upstream, string configuration = Configuration, Func<GatewayOptions, GatewayOptions>? change = null)
    {
        string text = configuration.Replace("$URL", upstream.OpenAiUrl.ToString(), StringComparison.Ordinal);
        GatewayModels models = new(new ModelSource(new RecipeBook(FusionConfiguration.Parse(text).Require()), "models of the test"));
        string folder = Directory.CreateTempSubdirectory("fusion-gateway-").FullName;
        GatewayOptions options = new() { Models = models, Store = Path.Combine(folder, StoreFile), ReadVariable = _ => null };
        return new TestGateway(await FusionGateway.StartAsync(change?.Invoke(options) ?? options, TestContext.Current.CancellationToken), folder);
    }

    public static JsonArray Ask(string prompt) => [new JsonObject { ["role"] = "user", ["content"] = prompt }];

    /// <summary>Asks and gives the answer; fails the test on anything but 200.</summary>
    public async Task<JsonObject> ChatAsync(JsonObject body)
    {
        using HttpResponseMessage response = await PostAsync("/v1/chat/completions", body);
        JsonObject answer = await ReadAsync(response);
        Assert.True(response.IsSuccessStatusCode, answer.ToJsonString());
        return answer;
    }

    public Task<HttpResponseMessage> PostRawAsync(string path, string body) =>
        Http.PostAsync(new Uri(path, UriKind.Relative), new StringContent(body, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> PostAsync(string path, JsonObject body, params ReadOnlySpan<(string Name, string Value)> headers)
    {
        HttpRequestMessage request = new(HttpMethod.Post, path) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        foreach ((string name, string value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    public static async Task<JsonObject> ReadAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!;

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _gateway.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
