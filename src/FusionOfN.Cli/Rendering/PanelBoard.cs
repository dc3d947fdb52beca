namespace FusionOfN.Cli.Rendering;

/// <summary>The panel's state, kept up to date from a run's events.</summary>
internal sealed class PanelBoard
{
    private readonly SortedDictionary<int, PanelSlot> _slots = [];

    public PanelBoard(TimeProvider time) => Time = time;

    public TimeProvider Time { get; }

    public IEnumerable<PanelSlot> Slots => _slots.Values;

    public int Settled => _slots.Values.Count(slot => slot.State == SlotState.Settled);

    public int Count => _slots.Count;

    /// <summary>Whether enough candidates are in and only stragglers are waited for.</summary>
    public bool QuorumMet { get; private set; }

    public void Apply(FusionEvent fusionEvent)
    {
        switch (fusionEvent)
        {
            case RunStarted started:
                for (int index = 0; index < started.Members.Count; index++)
                    _slots[index] = new PanelSlot(index, started.Members[index]);
                break;
            case CandidateStarted started:
                Slot(started.Index, started.Model).Start(started.Model, Time.GetTimestamp());
                break;
            case CandidateDelta delta:
                Slot(delta.Index, "").Append(delta.Text, delta.Reasoning is not null);
                break;
            case CandidateCompleted completed:
                Slot(completed.Candidate.Index, completed.Candidate.Model).Settle(completed.Candidate, completed.Call);
                break;
            case FusionOfN.QuorumMet:
                QuorumMet = true;
                break;
        }
    }

    private PanelSlot Slot(int index, string model)
    {
        if (!_slots.TryGetValue(index, out PanelSlot? slot))
            _slots[index] = slot = new PanelSlot(index, model);
        return slot;
    }
}
