using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>
/// A budget that holds: the worst case of a call is reserved before it is sent and settled from the reported usage. Thread-safe, and may be shared
/// by many runs.
/// </summary>
/// <remarks>
/// What is spent and reserved together never passes a limit. A provider that takes more than the worst case it was given can overshoot it,
/// by no more than the calls in flight at that moment.
/// </remarks>
public sealed class Budget
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private long? _started;
    private int _calls;
    private long _tokens;
    private decimal _cost;
    private long _reservedTokens;
    private decimal _reservedCost;

    /// <summary>Creates a budget.</summary>
    /// <param name="limits">The limits.</param>
    /// <param name="timeProvider">The clock; when null, the system's.</param>
    /// <exception cref="ArgumentException">A limit is negative.</exception>
    public Budget(BudgetLimits limits, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(limits);
        if (limits.MaxCostUsd < 0 || limits.MaxCalls < 0 || limits.MaxTokens < 0 || limits.MaxWallTime < TimeSpan.Zero)
            throw new ArgumentException("A budget limit is negative. Give a limit from 0, or null for none.", nameof(limits));
        Limits = limits;
        _time = timeProvider ?? TimeProvider.System;
    }

    /// <summary>The limits.</summary>
    public BudgetLimits Limits { get; }

    /// <summary>What it is the budget of, for refusals, such as <c>the API key's day</c>; null for the one that a run brings along.</summary>
    public string? Of { get; init; }

    /// <summary>What kind of limit it is, on the failures of calls that it does not cover; null for none that renews itself.</summary>
    public string? RefusalKind { get; init; }

    /// <summary>How long it takes until there is more; null when waiting does not help.</summary>
    public Func<TimeSpan>? RenewsIn { get; init; }

    /// <summary>Whether a longer answer takes more of it.</summary>
    internal bool LimitsLength => Limits.MaxTokens is not null || Limits.MaxCostUsd is not null;

    /// <summary>US dollars spent and reserved.</summary>
    public decimal CommittedUsd
    {
        get
        {
            lock (_gate)
                return _cost;
        }
    }

    /// <summary>Tokens spent and reserved.</summary>
    public long CommittedTokens
    {
        get
        {
            lock (_gate)
                return _tokens;
        }
    }

    /// <summary>Calls sent and about to be sent.</summary>
    public int CommittedCalls
    {
        get
        {
            lock (_gate)
                return _calls;
        }
    }

    /// <summary>US dollars spent: of calls that have ended, and booked from elsewhere.</summary>
    public decimal SpentUsd
    {
        get
        {
            lock (_gate)
                return _cost - _reservedCost;
        }
    }

    /// <summary>Tokens spent: of calls that have ended, and booked from elsewhere.</summary>
    public long SpentTokens
    {
        get
        {
            lock (_gate)
                return _tokens - _reservedTokens;
        }
    }

    /// <summary>Books what was spent outside of this budget's calls, such as by another process that shares the limits.</summary>
    /// <param name="tokens">Tokens; negative to take back what was booked too much.</param>
    /// <param name="costUsd">US dollars; negative likewise.</param>
    /// <remarks>It happened already, so it is booked even where it passes a limit. Calls are refused from then on.</remarks>
    public void Book(long tokens, decimal costUsd) => Change(0, tokens, costUsd);

    /// <summary>Reserves the worst case of a call.</summary>
    /// <param name="estimate">The worst case.</param>
    /// <param name="reservation">The reservation, to be settled or released exactly once.</param>
    /// <param name="refusal">Why the budget does not cover the call.</param>
    /// <returns>Whether the call may be sent.</returns>
    public bool TryReserve(
        CallEstimate estimate, [NotNullWhen(true)] out BudgetReservation? reservation, [NotNullWhen(false)] out BudgetRefusal? refusal)
    {
        var tokens = estimate.InputTokens + estimate.OutputTokens;
        var cost = estimate.CostUsd ?? Limits.AssumedPrice?.Cost(estimate.InputTokens, estimate.OutputTokens);
        reservation = TryTake(tokens, cost, out refusal) ? new BudgetReservation(this, tokens, cost) : null;

        // Asked outside of the lock: who renews it has a lock of its own.
        if (refusal is not null)
            refusal = refusal with { RetryAfter = RenewsIn?.Invoke() };
        return reservation is not null;
    }

    private bool TryTake(long tokens, decimal? cost, out BudgetRefusal? refusal)
    {
        lock (_gate)
        {
            refusal = Refuse(tokens, cost);
            if (refusal is not null)
                return false;

            _started ??= _time.GetTimestamp();
            _calls++;
            _tokens += tokens;
            _cost += cost ?? 0;
            _reservedTokens += tokens;
            _reservedCost += cost ?? 0;
            return true;
        }
    }

    internal void Settle(BudgetReservation reservation, UsageDetails? usage, decimal? costUsd)
    {
        // Without a report, or with half of one, the worst case stands: a call that was cut off may have taken all of it.
        var isComplete = usage is { InputTokenCount: not null, OutputTokenCount: not null };
        var tokens = isComplete ? usage!.InputTokenCount + usage.OutputTokenCount : usage?.TotalTokenCount;
        var assumed = isComplete ? Limits.AssumedPrice?.Cost(usage!.InputTokenCount!.Value, usage.OutputTokenCount!.Value) : null;
        var worstCase = reservation.CostUsd ?? 0;
        lock (_gate)
        {
            Unreserve(reservation);
            // A report below zero would give others more than there is.
            Change(0, Math.Max(0, tokens ?? reservation.Tokens) - reservation.Tokens, Math.Max(0, costUsd ?? assumed ?? worstCase) - worstCase);
        }
    }

    internal void Release(BudgetReservation reservation)
    {
        lock (_gate)
        {
            Unreserve(reservation);
            Change(-1, -reservation.Tokens, -(reservation.CostUsd ?? 0));
        }
    }

    private void Unreserve(BudgetReservation reservation)
    {
        lock (_gate)
        {
            _reservedTokens -= reservation.Tokens;
            _reservedCost -= reservation.CostUsd ?? 0;
        }
    }

    private void Change(int calls, long tokens, decimal cost)
    {
        lock (_gate)
        {
            _calls += calls;
            _tokens += tokens;
            _cost += cost;
        }
    }

    private BudgetRefusal? Refuse(long tokens, decimal? cost)
    {
        if (Limits.MaxCalls is { } calls && _calls + 1 > calls)
            return Say(FormattableString.Invariant($"the limit of {calls} calls is reached; {Raise("max_calls")}"));
        if (Limits.MaxTokens is { } most && _tokens + tokens > most)
            return Say(FormattableString.Invariant($"{_tokens} of {most} tokens are spent or reserved and this call may take {tokens}; {Raise("max_tokens")} or lower the answers' length"));
        if (Limits.MaxWallTime is { } wall && _started is { } started && _time.GetElapsedTime(started) >= wall)
            return Say(FormattableString.Invariant($"the time limit of {wall.TotalSeconds:0.###} s has passed; {Raise("max_wall_ms")}"));
        if (Limits.MaxCostUsd is not { } dollars)
            return null;
        if (cost is not { } amount)
            return Say("there is a limit on cost but the model's price is not known; add its price, or set an assumed price");
        return _cost + amount > dollars
            ? Say(FormattableString.Invariant($"${_cost:0.######} of ${dollars:0.######} are spent or reserved and this call may cost ${amount:0.######}; {Raise("max_cost_usd")} or lower the answers' length"))
            : null;
    }

    private BudgetRefusal Say(string reason) => new(Of is null ? $"Over budget: {reason}." : $"Over the budget of {Of}: {reason}.") { Kind = RefusalKind };

    // Whoever asks can only raise what the run brought along.
    private string Raise(string limit) => Of is null ? $"raise {limit}" : "have it raised";
}
