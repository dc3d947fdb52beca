namespace FusionOfN.Jobs;

/// <summary>What a job's calls came to in this run.</summary>
internal sealed class CallCounts
{
    private readonly Lock _gate = new();
    private long _sent;
    private long _replayed;
    private long _notKept;
    private long _inputTokens;
    private long _outputTokens;
    private decimal _costUsd;
    private long _unpriced;

    public (long Sent, long Replayed, long NotKept, long InputTokens, long OutputTokens, decimal CostUsd, long Unpriced) Totals
    {
        get
        {
            lock (_gate)
                return (_sent, _replayed, _notKept, _inputTokens, _outputTokens, _costUsd, _unpriced);
        }
    }

    public void AddReplayed(int calls = 1)
    {
        lock (_gate)
            _replayed += calls;
        JobMetrics.Calls.Add(calls, new KeyValuePair<string, object?>("fusion.replayed", true));
    }

    public void AddSent()
    {
        lock (_gate)
            _sent++;
        JobMetrics.Calls.Add(1, new KeyValuePair<string, object?>("fusion.replayed", false));
    }

    public void AddNotKept()
    {
        lock (_gate)
            _notKept++;
    }

    public void AddSpend(StoredCall call)
    {
        lock (_gate)
        {
            _inputTokens += call.Usage?.InputTokenCount ?? 0;
            _outputTokens += call.Usage?.OutputTokenCount ?? 0;
            _costUsd += call.CostUsd ?? 0;
            _unpriced += call.CostUsd is null ? 1 : 0;
        }
    }
}
