namespace FusionOfN.Gateway.Studio;

/// <summary>A call in the waterfall of a run.</summary>
/// <param name="Call">The call.</param>
/// <param name="Row">Its row, from 0.</param>
/// <param name="WaitedFor">The row of the call that ended last before this one was sent: what it waited for; null for calls of the start.</param>
public sealed record CallBar(CallRecord Call, int Row, int? WaitedFor)
{
    // Two calls of one moment differ by the time a machine takes to send them.
    private const double Together = 5;

    /// <summary>Milliseconds from the start of the run to the call's end.</summary>
    public double EndMs => Call.StartMs + Call.LatencyMs;

    /// <summary>Lays out the calls of a run, in the order they were sent.</summary>
    public static IReadOnlyList<CallBar> Lay(IReadOnlyList<CallRecord> calls)
    {
        ArgumentNullException.ThrowIfNull(calls);
        CallRecord[] sent = [.. calls.OrderBy(call => call.StartMs).ThenBy(call => call.Role)];
        return [.. sent.Select((call, row) => new CallBar(call, row, Before(sent, call)))];
    }

    private static int? Before(CallRecord[] sent, CallRecord call)
    {
        int? last = null;
        for (var row = 0; row < sent.Length; row++)
        {
            var end = sent[row].StartMs + sent[row].LatencyMs;
            if (ReferenceEquals(sent[row], call) || end > call.StartMs + Together || sent[row].StartMs >= call.StartMs)
                continue;
            if (last is not { } known || end > sent[known].StartMs + sent[known].LatencyMs)
                last = row;
        }

        return last;
    }
}
