using CsCheck;
using FusionOfN.Testing;

namespace FusionOfN.Providers.Tests;

public sealed class RatePacerTests
{
    private readonly TestClock _clock = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_AboveTheRate_WaitUntilTheFirstIsAMinuteOld()
    {
        RatePacer pacer = new(2, null, _clock);
        await pacer.WaitAsync(0, Cancel);
        _clock.Advance(TimeSpan.FromSeconds(20));
        await pacer.WaitAsync(0, Cancel);

        Task<PaceTicket> third = pacer.WaitAsync(0, Cancel).AsTask();
        await _clock.WaitForTimerAsync(TimeSpan.FromSeconds(40), Cancel);
        Assert.False(third.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(40));

        await third;
    }

    [Fact]
    public async Task Tokens_AboveTheRate_Wait()
    {
        RatePacer pacer = new(null, 1000, _clock);
        await pacer.WaitAsync(600, Cancel);

        Task<PaceTicket> second = pacer.WaitAsync(600, Cancel).AsTask();
        await _clock.WaitForTimerAsync(TimeSpan.FromMinutes(1), Cancel);
        Assert.False(second.IsCompleted);
        _clock.Advance(TimeSpan.FromMinutes(1));

        await second;
    }

    [Fact]
    public async Task Settle_FewerTokens_LetsTheNextGoAtOnce()
    {
        RatePacer pacer = new(null, 1000, _clock);
        PaceTicket first = await pacer.WaitAsync(900, Cancel);
        Task<PaceTicket> second = pacer.WaitAsync(600, Cancel).AsTask();
        await _clock.WaitForTimerAsync(TimeSpan.FromMinutes(1), Cancel);

        pacer.Settle(first, 100);

        await second;
    }

    [Fact]
    public async Task Settle_MoreTokens_HoldsTheNextBack()
    {
        RatePacer pacer = new(null, 1000, _clock);
        PaceTicket first = await pacer.WaitAsync(100, Cancel);
        pacer.Settle(first, 950);

        Task<PaceTicket> second = pacer.WaitAsync(100, Cancel).AsTask();

        await _clock.WaitForTimerAsync(TimeSpan.FromMinutes(1), Cancel);
        Assert.False(second.IsCompleted);
    }

    [Fact]
    public async Task Request_LargerThanTheAllowance_GoesWhenTheWindowIsEmpty()
    {
        RatePacer pacer = new(null, 1000, _clock);
        await pacer.WaitAsync(5000, Cancel);
        Task<PaceTicket> second = pacer.WaitAsync(5000, Cancel).AsTask();
        await _clock.WaitForTimerAsync(TimeSpan.FromMinutes(1), Cancel);

        _clock.Advance(TimeSpan.FromMinutes(1));

        await second;
    }

    [Fact]
    public async Task Cancelled_WhileWaiting_LetsTheNextHaveTheTurn()
    {
        RatePacer pacer = new(1, null, _clock);
        await pacer.WaitAsync(0, Cancel);
        using CancellationTokenSource cancel = new();
        Task second = pacer.WaitAsync(0, cancel.Token).AsTask();
        Task<PaceTicket> third = pacer.WaitAsync(0, Cancel).AsTask();
        await _clock.WaitForTimerAsync(TimeSpan.FromMinutes(1), Cancel);

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        await _clock.WaitForTimerAsync(TimeSpan.FromMinutes(1), Cancel);
        _clock.Advance(TimeSpan.FromMinutes(1));

        await third;
    }

    [Fact]
    public void AnyLoad_NoMinute_SeesMoreThanAllowed()
    {
        Gen<(int Gap, int Tokens)[]> loads = Gen.Select(Gen.Int[0, 15], Gen.Int[1, 400]).Array[1, 20];
        loads.Sample(
            load =>
            {
                TestClock clock = new();
                RatePacer pacer = new(5, 1000, clock);
                List<PaceTicket> passed = [];
                foreach ((int gap, int tokens) in load)
                {
                    clock.Advance(TimeSpan.FromSeconds(gap));
                    Task<PaceTicket> wait = pacer.WaitAsync(tokens, Cancel).AsTask();
                    // Continuations of a timer run on the pool, so a step of the clock shows a moment later.
                    while (!wait.Wait(TimeSpan.FromMilliseconds(1), Cancel)) clock.Advance(TimeSpan.FromSeconds(1));
                    passed.Add(wait.Result);
                }

                foreach (PaceTicket first in passed)
                {
                    PaceTicket[] minute = [.. passed.Where(ticket => ticket.Start >= first.Start && ticket.Start < first.Start + RatePacer.Window)];
                    Assert.True(minute.Length <= 5);
                    Assert.True(minute.Sum(ticket => ticket.Tokens) <= 1000);
                }
            },
            iter: 10, threads: 1, seed: "0000KOIPe036");
    }
}
