using FusionOfN.Testing;

namespace FusionOfN.Providers.Tests;

public sealed class ConcurrencyGateTests
{
    private readonly TestClock _clock = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Enter_AboveTheLimit_WaitsForAReturn()
    {
        using ConcurrencyGate gate = new(2, serial: false, _clock);
        GateLease first = await gate.EnterAsync("m", Cancel);
        await gate.EnterAsync("m", Cancel);
        Task<GateLease> third = gate.EnterAsync("m", Cancel).AsTask();
        Assert.False(third.IsCompleted);

        first.Dispose();
        first.Dispose();

        await third;
        Assert.Equal((2, 0), (gate.InFlight, gate.Waiting));
    }

    [Fact]
    public async Task Overload_LowersToThreeQuarters_OncePerEpisode()
    {
        using ConcurrencyGate gate = new(16, serial: false, _clock);
        GateLease[] together = [await gate.EnterAsync("m", Cancel), await gate.EnterAsync("m", Cancel), await gate.EnterAsync("m", Cancel)];

        Assert.Equal([true, false, false], together.Select(lease => gate.Overload(lease, null)));
        Assert.Equal(12, gate.Limit);

        foreach (GateLease lease in together) lease.Dispose();
        _clock.Advance(ConcurrencyGate.CoolDown);
        GateLease next = await gate.EnterAsync("m", Cancel);
        Assert.True(gate.Overload(next, null));
        Assert.Equal(9, gate.Limit);
    }

    [Fact]
    public async Task Overload_Always_StopsAtOne()
    {
        using ConcurrencyGate gate = new(16, serial: false, _clock);
        List<int> limits = [];
        for (int i = 0; i < 12; i++)
        {
            using GateLease lease = await gate.EnterAsync("m", Cancel);
            gate.Overload(lease, null);
            limits.Add(gate.Limit);
            _clock.Advance(ConcurrencyGate.CoolDown);
        }

        Assert.Equal([12, 9, 6, 4, 3, 2, 1, 1, 1, 1, 1, 1], limits);
    }

    [Fact]
    public async Task Succeed_TwentyFiveTimes_RaisesByOneUpToTheStart()
    {
        using ConcurrencyGate gate = new(4, serial: false, _clock);
        using (GateLease lease = await gate.EnterAsync("m", Cancel)) gate.Overload(lease, null);
        Assert.Equal(3, gate.Limit);

        for (int i = 0; i < 24; i++) gate.Succeed();
        Assert.Equal(3, gate.Limit);
        gate.Succeed();
        Assert.Equal(4, gate.Limit);
        for (int i = 0; i < 100; i++) gate.Succeed();
        Assert.Equal(4, gate.Limit);
    }

    [Fact]
    public async Task Overload_WithRetryAfter_LetsNobodyPassUntilThen()
    {
        using ConcurrencyGate gate = new(16, serial: false, _clock);
        using (GateLease lease = await gate.EnterAsync("m", Cancel)) gate.Overload(lease, TimeSpan.FromSeconds(10));
        Task<GateLease> waiting = gate.EnterAsync("m", Cancel).AsTask();

        _clock.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(waiting.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.1));

        await waiting;
    }

    [Fact]
    public async Task Enter_Cancelled_LeavesTheQueue()
    {
        using ConcurrencyGate gate = new(1, serial: false, _clock);
        GateLease first = await gate.EnterAsync("m", Cancel);
        using CancellationTokenSource cancel = new();
        Task<GateLease> second = gate.EnterAsync("m", cancel.Token).AsTask();
        Task<GateLease> third = gate.EnterAsync("m", Cancel).AsTask();

        await cancel.CancelAsync();
        first.Dispose();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        await third;
        Assert.Equal((1, 0), (gate.InFlight, gate.Waiting));
    }

    [Fact]
    public async Task Enter_OneOfSeveralModelsHangs_LeavesAPlaceToTheOthers()
    {
        using ConcurrencyGate gate = new(4, serial: false, _clock);
        gate.Expect("a");
        gate.Expect("b");
        for (int i = 0; i < 3; i++)
            await gate.EnterAsync("a", Cancel);
        Task<GateLease> fourth = gate.EnterAsync("a", Cancel).AsTask();
        Task<GateLease> other = gate.EnterAsync("b", Cancel).AsTask();

        (await other).Dispose();

        Assert.False(fourth.IsCompleted);
        Assert.Equal((3, 1), (gate.InFlight, gate.Waiting));
    }

    [Fact]
    public async Task Enter_TheOnlyModel_HasAllPlaces()
    {
        using ConcurrencyGate gate = new(4, serial: false, _clock);
        gate.Expect("a");

        for (int i = 0; i < 4; i++)
            await gate.EnterAsync("a", Cancel);

        Assert.Equal((4, 0), (gate.InFlight, gate.Waiting));
    }

    [Fact]
    public async Task Enter_SomebodyWithFewerCallsInFlightWaits_GoesFirst()
    {
        using ConcurrencyGate gate = new(2, serial: false, _clock);
        CallOrigin.Current = "greedy";
        GateLease first = await gate.EnterAsync("m", Cancel);
        await gate.EnterAsync("m", Cancel);
        Task<GateLease> more = gate.EnterAsync("m", Cancel).AsTask();
        CallOrigin.Current = "modest";
        Task<GateLease> late = gate.EnterAsync("m", Cancel).AsTask();

        first.Dispose();

        await late;
        Assert.False(more.IsCompleted);
    }

    [Fact]
    public async Task Serial_MixedModels_RunsOneAtATimeGroupedByModel()
    {
        using ConcurrencyGate gate = new(16, serial: true, _clock);
        List<string> order = [];
        GateLease running = await gate.EnterAsync("a", Cancel);
        (string Model, Task<GateLease> Lease)[] waiting = [.. "babcab".Select(model => ($"{model}", gate.EnterAsync($"{model}", Cancel).AsTask()))];

        for (int i = 0; i < waiting.Length; i++)
        {
            Assert.Equal(1, gate.InFlight);
            running.Dispose();
            Task<GateLease> next = await Task.WhenAny(waiting.Where(item => !order.Contains($"{Array.IndexOf(waiting, item)}{item.Model}")).Select(item => item.Lease));
            int index = Array.FindIndex(waiting, item => item.Lease == next);
            order.Add($"{index}{waiting[index].Model}");
            running = await next;
        }

        Assert.Equal(["1a", "4a", "0b", "2b", "5b", "3c"], order);
    }

    [Fact]
    public async Task Serial_OneModelWithoutEnd_LetsOthersHaveTheirTurn()
    {
        using ConcurrencyGate gate = new(16, serial: true, _clock);
        GateLease running = await gate.EnterAsync("a", Cancel);
        Task<GateLease> other = gate.EnterAsync("b", Cancel).AsTask();
        int passed = 1;

        while (true)
        {
            Task<GateLease> next = gate.EnterAsync("a", Cancel).AsTask();
            running.Dispose();
            if (await Task.WhenAny(next, other) == other) break;
            running = await next;
            passed++;
        }

        Assert.Equal(ConcurrencyGate.LongestTurn, passed);
    }
}
