using System.Text.Json.Nodes;
using FusionOfN.Providers;
using FusionOfN.Testing;
using Microsoft.Extensions.Logging;

namespace FusionOfN.Gateway.Tests;

public sealed class FusionGatewayTests
{
    [Fact]
    public async Task ChatCompletions_Recipe_AnswersWithWhatTheFusorWrote()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => Replies.Of(request, "Paris, on the Seine.");
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        JsonObject answer = await gateway.ChatAsync(new() { ["model"] = "fusion", ["messages"] = TestGateway.Ask("Capital of France?") });

        Assert.Equal("Paris, on the Seine.", (string?)answer["choices"]![0]!["message"]!["content"]);
        Assert.Equal("full", (string?)answer["fusion"]!["status"]);
        Assert.Equal(4, upstream.Requests.Count);
    }

    [Fact]
    public async Task StartAsync_AddressIsTaken_SaysSoWithoutALog()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway first = await TestGateway.StartAsync(upstream);
        using LogLines log = new();

        ConfigurationException exception = await Assert.ThrowsAsync<ConfigurationException>(() => TestGateway.StartAsync(upstream, change: options => options with
        {
            Configuration = options.Configuration with { Listen = first.Url },
            Logging = logging => logging.AddProvider(log),
        }));

        Assert.Contains("--listen", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal) || line.StartsWith("Critical", StringComparison.Ordinal));
    }
}
