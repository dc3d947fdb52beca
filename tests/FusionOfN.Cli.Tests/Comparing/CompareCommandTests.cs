using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace FusionOfN.Cli.Tests.Comparing;

public sealed class CompareCommandTests : IAsyncLifetime
{
    private readonly CliSession _session = new() { Time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)) };
    private ModelServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ModelServer.StartAsync();
        _session.Write("fusion.yaml", _server.Configuration);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _session.Dispose();
    }

    [Fact]
    public async Task Compare_SeveralAggregators_ShowsThemSideBySideOverOnePool()
    {
        CliResult result = await _session.RunAsync("compare", "Capital of Japan?");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["alpha", "beta", "gamma", "omega"], _server.Upstream.Requests.Select(request => request.Model).Order());
        Approved.Check("compare", result.Transcript);
    }

    [Fact]
    public async Task Compare_Json_HoldsThePoolOnceAndEveryAnswer()
    {
        CliResult result = await _session.RunAsync("compare", "Capital of Japan?", "--json", "-a", "first,fusion");

        JsonElement document = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal(3, document.GetProperty("candidates").GetArrayLength());
        Assert.Equal(["first", "fusion"], document.GetProperty("answers").EnumerateArray().Select(answer => answer.GetProperty("aggregator").GetString()));
        Assert.Equal(3, document.GetProperty("sampling").GetProperty("calls").GetArrayLength());
    }
}
