using System.Globalization;

namespace FusionOfN.Gateway;

/// <summary>What one key has taken on one UTC day: in this process to the last call, by others as last read.</summary>
internal sealed class KeyDay
{
    private readonly Lock _gate = new();
    private readonly KeyLimits _limits;
    private long _own;
    private SpendTotals _others;

    public KeyDay(ApiKey key, DateOnly day, TimeProvider time)
    {
        Day = day;
        KeyId = key.Id;
        _limits = key.Limits;
        Budget = new Budget(new BudgetLimits { MaxTokens = _limits.Tokens, MaxCostUsd = _limits.CostUsd }, time);
    }

    public DateOnly Day { get; }

    public string KeyId { get; }

    /// <summary>Tokens and cost, those of others booked in it.</summary>
    public Budget Budget { get; }

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

    /// <summary>Counts one more request.</summary>
    /// <returns>Null when it may come in; else which limit is reached, in words.</returns>
    public string? TryTake()
    {
        lock (_gate)
        {
            if (_limits.Requests is { } requests && _own + _others.Requests >= requests)
                return string.Create(CultureInfo.InvariantCulture, $"{requests} requests");
            if (_limits.Tokens is { } tokens && Budget.SpentTokens >= tokens)
                return string.Create(CultureInfo.InvariantCulture, $"{tokens} tokens");
            if (_limits.CostUsd is { } usd && Budget.SpentUsd >= usd)
                return string.Create(CultureInfo.InvariantCulture, $"${usd:0.######}");
            _own++;
            return null;
        }
    }

    /// <summary>A request that was counted became no run.</summary>
    public void GiveBack()
    {
        lock (_gate)
            _own--;
    }
}
