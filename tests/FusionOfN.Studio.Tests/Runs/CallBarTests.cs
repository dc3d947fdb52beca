using FusionOfN.Gateway.Studio;

namespace FusionOfN.Studio.Tests;

public sealed class CallBarTests
{
    [Fact]
    public void Lay_FusorAfterThePanel_WaitedForTheLastOfIt()
    {
        IReadOnlyList<CallBar> bars = CallBar.Lay([Call(CallRole.Fusor, 105, 40), Call(CallRole.Panel, 0, 60, 0), Call(CallRole.Panel, 0, 100, 1), Call(CallRole.Panel, 1, 20, 2)]);

        Assert.Equal([null, null, null, 1], bars.Select(bar => bar.WaitedFor));
        Assert.Equal(CallRole.Fusor, bars[3].Call.Role);
        Assert.Equal(1, bars[1].Call.Candidate);
    }

    [Fact]
    public void Lay_SpareAfterAFailure_WaitedForTheOneThatFailed()
    {
        IReadOnlyList<CallBar> bars = CallBar.Lay([Call(CallRole.Panel, 0, 500, 0), Call(CallRole.Panel, 0, 30, 1), Call(CallRole.Panel, 31, 200, 1)]);

        Assert.Equal(1, bars[2].WaitedFor);
    }

    [Fact]
    public void Lay_CallsInFlightAtOnce_WaitedForNone()
    {
        IReadOnlyList<CallBar> bars = CallBar.Lay([Call(CallRole.Panel, 0, 100, 0), Call(CallRole.Panel, 50, 100, 1)]);

        Assert.All(bars, bar => Assert.Null(bar.WaitedFor));
    }

    private static CallRecord Call(CallRole role, double start, double latency, int? candidate = null) =>
        new() { Role = role, RequestedModel = "m", State = CallState.Ok, StartMs = start, LatencyMs = latency, Candidate = candidate };
}
