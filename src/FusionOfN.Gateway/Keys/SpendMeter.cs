using System.Globalization;

namespace FusionOfN.Gateway;

/// <summary>What was taken of some limits: by this process to the last call, by others as last read.</summary>
internal sealed class SpendMeter
{
    private readonly Lock _gate = new();
    private readonly SpendLimits _limits;
    private long _own;
    private int _open;
    private SpendTotals _others;

    /// <summary>Creates a meter at zero.</summary>
    /// <param name="limits">The limits.</param>
    /// <param name="of">What they are the limits of, for refusals.</param>
    /// <param name="time">The clock.</param>
    public SpendMeter(SpendLimits limits, string of, TimeProvider time)
    {
        _limits = limits;
        Budget = new Budget(new BudgetLimits { MaxTokens = limits.Tokens, MaxCostUsd = limits.CostUsd }, time) { Of = of };
    }

    /// <summary>Tokens and cost, those of others booked in it.</summary>
    public Budget Budget { get; }

    /// <summary>Whether a request that was counted has not ended yet.</summary>
    public bool IsInUse
    {
        get
        {
            lock (_gate)
                return _open > 0;
        }
    }

    /// <summary>Takes what others spent as it was just read.</summary>
    public void SetOthers(SpendTotals others)
    {
        lock (_gate)
        {
            SpendTotals more = others - _others;
            _others = others;
            Budget.Book(more.Tokens, more.CostUsd);
        }
    }

    /// <summary>Which limit is reached, in words; null when none is.</summary>
    public string? Reached()
    {
        lock (_gate)
        {
            return _limits.Requests is { } requests && _own + _others.Requests >= requests ? string.Create(CultureInfo.InvariantCulture, $"{requests} requests")
                : _limits.Tokens is { } tokens && Budget.SpentTokens >= tokens ? string.Create(CultureInfo.InvariantCulture, $"{tokens} tokens")
                : _limits.CostUsd is { } usd && Budget.SpentUsd >= usd ? string.Create(CultureInfo.InvariantCulture, $"${usd:0.######}")
                : null;
        }
    }

    /// <summary>Counts one more request. Close it when it has ended.</summary>
    /// <returns>Null when it may come in; else which limit is reached, in words.</returns>
    public string? TryTake()
    {
        lock (_gate)
        {
            if (Reached() is { } limit)
                return limit;
            _own++;
            _open++;
            return null;
        }
    }

    /// <summary>A request that was counted has ended.</summary>
    /// <param name="wasRun">Whether it became a run; if not, it counts no more.</param>
    public void Close(bool wasRun)
    {
        lock (_gate)
        {
            _open--;
            if (!wasRun)
                _own--;
        }
    }
}
