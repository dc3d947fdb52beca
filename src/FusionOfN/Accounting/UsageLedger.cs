using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>Sums usage and cost over calls, failed ones included. Thread-safe.</summary>
internal sealed class UsageLedger
{
    private readonly Lock _gate = new();
    private readonly UsageDetails _usage = new();
    private int _calls;
    private int _priced;
    private decimal _cost;

    /// <summary>The sums so far.</summary>
    public UsageTotals Totals
    {
        get
        {
            lock (_gate)
            {
                // Without a call nothing was used; with calls that report nothing, nobody knows.
                long? none = _calls == 0 ? 0 : null;
                return new UsageTotals(
                    _calls,
                    _usage.InputTokenCount ?? none,
                    _usage.OutputTokenCount ?? none,
                    _usage.CachedInputTokenCount ?? none,
                    _usage.ReasoningTokenCount ?? none,
                    _priced > 0 ? _cost : null,
                    _calls > 0 ? (double)_priced / _calls : 0);
            }
        }
    }

    /// <summary>The sums of all reported counts so far (a copy), each one absent when no call reported it.</summary>
    public UsageDetails Usage
    {
        get
        {
            UsageDetails sum = new();
            lock (_gate)
                sum.Add(_usage);
            return sum;
        }
    }

    /// <summary>Adds one call that was sent.</summary>
    /// <param name="usage">Its reported usage; null when none was reported.</param>
    /// <param name="cost">Its cost.</param>
    public void Add(UsageDetails? usage, CallCost cost)
    {
        lock (_gate)
        {
            _calls++;
            if (ReportedUsage.Clean(usage) is { } possible)
                _usage.Add(possible);
            if (cost.AmountUsd is not { } amount)
                return;

            _priced++;
            _cost += amount;
        }
    }
}
