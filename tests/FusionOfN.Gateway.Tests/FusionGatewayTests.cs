using System.Text.Json.Nodes;
using FusionOfN.Testing;

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
}
