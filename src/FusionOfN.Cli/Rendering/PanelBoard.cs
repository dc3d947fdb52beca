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

    /// <summary>As many slots as there is room for, in their order: those that are at work before those that have ended, and what failed before what is done.</summary>
    public IReadOnlyList<PanelSlot> MostTelling(int count) =>
        [.. _slots.Values.OrderBy(Rank).ThenBy(slot => slot.Index).Take(count).OrderBy(slot => slot.Index)];

    private static int Rank(PanelSlot slot) => slot switch
    {
        { State: SlotState.Writing } => 0,
        { State: SlotState.Thinking } => 1,
        { Candidate.Failure: not null } => 2,
        { State: SlotState.Asked } => 3,
        { State: SlotState.Settled } => 4,
        _ => 5,
    };

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
