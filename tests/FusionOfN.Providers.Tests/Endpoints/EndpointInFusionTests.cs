using FusionOfN.Testing;
using Microsoft.Extensions.AI;
using static FusionOfN.Providers.Tests.EndpointFixture;

namespace FusionOfN.Providers.Tests;

/// <summary>Endpoints under the real engine: what they report has to arrive in the receipt.</summary>
public sealed class EndpointInFusionTests
{
    [Fact]
    public async Task Receipt_OfAMixedPanel_HasStatusCostUsageAndServedModel()
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.OnRequest = request => request.Model == "good"
            ? new UpstreamReply { Text = "Paris", Usage = new UpstreamUsage(100, 40, CostUsd: 0.25m), Model = "good-2026" }
            : UpstreamReply.Error(403, $"no access with {Key}");
        Endpoint endpoint = fixture.Open(fixture.Options());
        Panel panel = new(new PanelMember(new ChatModel("good", endpoint.GetChatClient("good"))), new PanelMember(new ChatModel("bad", endpoint.GetChatClient("bad"))));
        using FusionChatClient client = new(panel, endpoint.GetChatClient("good"), new FusionOptions { Aggregator = new FirstAggregator() });

        ChatResponse response = await client.GetResponseAsync("Capital of France?", cancellationToken: Cancel);

        Assert.Equal("Paris", response.Text);
        IReadOnlyList<CallRecord> calls = response.GetFusionReceipt()!.Calls;
        CallRecord good = calls.Single(call => call.RequestedModel == "good"), bad = calls.Single(call => call.RequestedModel == "bad");
        Assert.Equal((CallState.Ok, "good-2026", 0.25m, CostSource.Provider, 100), (good.State, good.ServedModel, good.CostUsd, good.CostSource, good.InputTokens));
        Assert.Equal((CallState.Failed, 403), (bad.State, bad.Failure!.StatusCode));
        Assert.Contains("the key was not accepted (HTTP 403): \"no access with [secret]\"", bad.Failure.Reason);
    }

    [Fact]
    public async Task Cancellation_OfARun_LeavesNoCallOpenUpstream()
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.Default = UpstreamReply.Hanging;
        Endpoint endpoint = fixture.Open(fixture.Options());
        using FusionChatClient client = new(Panel.OfOne(endpoint.GetChatClient("m"), samples: 8), endpoint.GetChatClient("m"));
        using CancellationTokenSource cancel = new();
        Task run = client.GetResponseAsync("hi", cancellationToken: cancel.Token);
        await fixture.Upstream.Meter.WaitForOpenAsync(8, Cancel);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        await fixture.Upstream.Meter.WaitForAllClosedAsync(Cancel);
        Assert.Equal((8, 8), (fixture.Upstream.Meter.Total, fixture.Upstream.Meter.Aborted));
        Assert.Equal(0, endpoint.Status.InFlight);
    }
}
