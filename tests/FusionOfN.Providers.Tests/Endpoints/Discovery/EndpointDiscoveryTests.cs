using FusionOfN.Testing;
using Microsoft.Extensions.AI;

namespace FusionOfN.Providers.Tests;

public sealed class EndpointDiscoveryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static EndpointRuntime Runtime(params (string Name, string Value)[] variables) => new()
    {
        ReadVariable = name => variables.FirstOrDefault(variable => variable.Name == name).Value,
    };

    [Fact]
    public async Task OpenAiKeyBaseUrlAndModel_AreTakenAndWork()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(Cancel);
        EndpointRuntime runtime = Runtime(("OPENAI_API_KEY", "sk-12345678"), ("OPENAI_BASE_URL", $"{upstream.OpenAiUrl}"), ("OPENAI_MODEL", "m"), ("ANTHROPIC_API_KEY", "never"));

        DiscoveredEndpoint found = await EndpointDiscovery.FindAsync(runtime, Cancel);

        Assert.Equal($"Using m at {upstream.OpenAiUrl}, because OPENAI_API_KEY is set and OPENAI_MODEL names the model.", found.Reason);
        using Endpoint endpoint = new(found.Options!, runtime);
        Assert.Equal("ok", (await endpoint.GetChatClient(found.Model!).GetResponseAsync("hi", cancellationToken: Cancel)).Text);
        Assert.Equal("Bearer sk-12345678", upstream.Requests[^1].Headers["Authorization"]);
    }

    [Fact]
    public async Task OpenAiBaseUrlAlone_TakesTheFirstChatModelListed()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(Cancel);
        upstream.Models = ["text-embedding-3", "local-llama"];

        DiscoveredEndpoint found = await EndpointDiscovery.FindAsync(Runtime(("OPENAI_BASE_URL", $"{upstream.OpenAiUrl}")), Cancel);

        Assert.Equal("local-llama", found.Model);
        Assert.Null(found.Options!.ApiKeyVariable);
        Assert.Equal($"Using local-llama at {upstream.OpenAiUrl}, because OPENAI_BASE_URL is set (OPENAI_MODEL chooses another model).", found.Reason);
    }

    [Theory]
    [InlineData("gpt-5-mini,gpt-4.1-mini,o3", "gpt-4.1-mini")]
    [InlineData("o3,gpt-4o-mini-2024-07-18", "gpt-4o-mini-2024-07-18")]
    [InlineData("o3,whisper", "o3")]
    [InlineData("", "gpt-4.1-mini")]
    public async Task OpenAiKeyAlone_PrefersACheapSampler(string listed, string expected)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(Cancel);
        upstream.Models = listed.Split(',', StringSplitOptions.RemoveEmptyEntries);
        using Detour detour = new(upstream.Url);

        DiscoveredEndpoint found = await EndpointDiscovery.FindAsync(Runtime(("OPENAI_API_KEY", "sk-12345678")) with { Transport = detour }, Cancel);

        Assert.Equal(expected, found.Model);
        Assert.Equal("https://api.openai.com/v1/models", detour.Asked);
    }

    [Fact]
    public async Task AnthropicKey_IsTakenBeforeOllama()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(Cancel);
        upstream.Models = ["claude-other", "claude-haiku-4-5-20251001"];

        DiscoveredEndpoint found = await EndpointDiscovery.FindAsync(
            Runtime(("ANTHROPIC_API_KEY", "sk-ant-12345"), ("ANTHROPIC_BASE_URL", $"{upstream.Url}"), ("OLLAMA_HOST", $"{upstream.Url}")), Cancel);

        Assert.Equal((EndpointKind.Anthropic, "claude-haiku-4-5-20251001"), (found.Options!.Kind, found.Model));
        Assert.Contains("because ANTHROPIC_API_KEY is set", found.Reason);
    }

    [Fact]
    public async Task Ollama_Reachable_IsTakenWithoutKeys()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(Cancel);
        upstream.Models = ["nomic-embed-text:latest", "qwen3:4b"];
        EndpointRuntime runtime = Runtime(("OLLAMA_HOST", $"0.0.0.0:{upstream.Url.Port}"));

        DiscoveredEndpoint found = await EndpointDiscovery.FindAsync(runtime, Cancel);

        Assert.Equal("qwen3:4b", found.Model);
        Assert.Equal($"http://localhost:{upstream.Url.Port}", found.Options!.BaseUrl.OriginalString);
        Assert.StartsWith($"Using qwen3:4b of the Ollama at http://localhost:{upstream.Url.Port}, because it answers and no key is set", found.Reason);
    }

    [Fact]
    public async Task Ollama_WithoutModel_SaysHowToGetOne()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(Cancel);
        upstream.Models = [];

        DiscoveredEndpoint found = await EndpointDiscovery.FindAsync(Runtime(("OLLAMA_HOST", $"{upstream.Url}")), Cancel);

        Assert.Null(found.Options);
        Assert.Contains("has no chat model; 'ollama pull", found.Reason);
    }

    [Theory]
    [InlineData(null, "http://localhost:11434")]
    [InlineData("box", "http://box:11434")]
    [InlineData("box:99", "http://box:99")]
    [InlineData("https://box", "https://box:443")]
    [InlineData("http://box:80/ollama/", "http://box:80/ollama")]
    [InlineData("0.0.0.0", "http://localhost:11434")]
    public async Task Nothing_Reachable_SaysWhatWasLookedFor(string? host, string address)
    {
        using Detour nowhere = new(null);
        EndpointRuntime runtime = (host is null ? Runtime() : Runtime(("OLLAMA_HOST", host))) with { Transport = nowhere };

        DiscoveredEndpoint found = await EndpointDiscovery.FindAsync(runtime, Cancel);

        Assert.Equal(new DiscoveredEndpoint(null, null, $"Neither OPENAI_API_KEY nor ANTHROPIC_API_KEY is set, and no Ollama answers at {address}."), found);
    }

    [Fact]
    public async Task BaseUrl_NoAddress_SaysSo()
    {
        DiscoveredEndpoint found = await EndpointDiscovery.FindAsync(Runtime(("OPENAI_BASE_URL", "localhost:8000")), Cancel);

        Assert.Equal("OPENAI_BASE_URL is 'localhost:8000', which is no address; it has to start with http:// or https:// and hold no password.", found.Reason);
    }

    /// <summary>Leads requests for any host to the fake upstream, or to nowhere, and notes what was asked for.</summary>
    private sealed class Detour(Uri? target) : DelegatingHandler(new SocketsHttpHandler())
    {
        public string? Asked { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked = request.RequestUri!.ToString();
            if (target is null) throw new HttpRequestException(HttpRequestError.ConnectionError, "refused");
            request.RequestUri = new Uri(target, request.RequestUri.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
