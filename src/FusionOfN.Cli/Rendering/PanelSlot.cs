using System.Text;

namespace FusionOfN.Cli.Rendering;

/// <summary>One slot of the panel as the live view shows it.</summary>
internal sealed class PanelSlot
{
    // Only the end of a running answer is shown, so no more than this is kept of it.
    private const int KeptTail = 400;

    private readonly StringBuilder _tail = new();

    public PanelSlot(int index, string model)
    {
        Index = index;
        Model = model;
    }

    public int Index { get; }

    public string Model { get; private set; }

    public SlotState State { get; private set; }

    /// <summary>How the slot ended, once it is settled.</summary>
    public Candidate? Candidate { get; private set; }

    public CallRecord? Call { get; private set; }

    /// <summary>When the call was sent, a timestamp of the board's clock.</summary>
    public long StartedAt { get; private set; }

    public long CharactersSoFar { get; private set; }

    /// <summary>The end of what has arrived.</summary>
    public string Tail => _tail.ToString();

    public void Start(string model, long timestamp)
    {
        Model = model;
        State = SlotState.Asked;
        StartedAt = timestamp;
        CharactersSoFar = 0;
        _tail.Clear();
    }

    public void Append(string text, bool isReasoning)
    {
        if (isReasoning && text.Length == 0)
        {
            State = SlotState.Thinking;
            return;
        }

        State = SlotState.Writing;
        CharactersSoFar += text.Length;
        _tail.Append(text);
        if (_tail.Length > 2 * KeptTail)
            _tail.Remove(0, _tail.Length - KeptTail);
    }

    public void Settle(Candidate candidate, CallRecord call)
    {
        State = SlotState.Settled;
        Model = candidate.Model;
        Candidate = candidate;
        Call = call;
    }
}
