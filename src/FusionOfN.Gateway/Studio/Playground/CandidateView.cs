namespace FusionOfN.Gateway.Studio;

/// <summary>A candidate as it arrives.</summary>
public sealed class CandidateView
{
    private readonly System.Text.StringBuilder _text = new();

    internal CandidateView(int index, string model)
    {
        Index = index;
        Model = model;
    }

    /// <summary>Its index in the pool.</summary>
    public int Index { get; }

    /// <summary>The model that is asked.</summary>
    public string Model { get; private set; }

    /// <summary>Whether it was sent out.</summary>
    public bool IsStarted { get; private set; }

    /// <summary>What it came to; null as long as it is on its way.</summary>
    public Candidate? Candidate { get; private set; }

    /// <summary>The call that settled it; null as long as it is on its way, and in replays.</summary>
    public CallRecord? Call { get; private set; }

    /// <summary>Its text so far.</summary>
    public string Text => Candidate?.Text ?? _text.ToString();

    /// <summary>Whether the model thinks and has not begun to answer.</summary>
    public bool IsThinking { get; private set; }

    internal void Start(string model)
    {
        Model = model;
        IsStarted = true;
        IsThinking = false;
        _text.Clear();
    }

    internal void Append(CandidateDelta delta)
    {
        _text.Append(delta.Text);
        IsThinking = _text.Length == 0 && delta.Reasoning is not null;
    }

    internal void Settle(Candidate candidate, CallRecord? call)
    {
        Candidate = candidate;
        Call = call ?? Call;
        IsThinking = false;
    }
}
