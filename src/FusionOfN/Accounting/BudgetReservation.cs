using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>The worst case of one call, set aside in a budget. Settle it when the call has ended, release it when it was never sent.</summary>
public sealed class BudgetReservation
{
    private readonly Budget _budget;
    private int _closed;

    internal BudgetReservation(Budget budget, long tokens, decimal? costUsd)
    {
        _budget = budget;
        Tokens = tokens;
        CostUsd = costUsd;
    }

    internal long Tokens { get; }

    internal decimal? CostUsd { get; }

    /// <summary>Books what the call took in place of the worst case.</summary>
    /// <param name="usage">The reported usage; when null, the worst case stands.</param>
    /// <param name="costUsd">The cost in US dollars; when null, it is worked out from the usage or the worst case stands.</param>
    public void Settle(UsageDetails? usage, decimal? costUsd)
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
            _budget.Settle(this, usage, costUsd);
    }

    /// <summary>Gives everything back: the call was never sent.</summary>
    public void Release()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
            _budget.Release(this);
    }
}
