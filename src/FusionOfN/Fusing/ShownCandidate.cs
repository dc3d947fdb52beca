namespace FusionOfN;

/// <summary>A candidate as a fusor sees it: its text, and how often the panel gave exactly this text.</summary>
/// <param name="Text">The text.</param>
/// <param name="Times">How many candidates have it, at least 1.</param>
public readonly record struct ShownCandidate(string Text, int Times = 1)
{
    /// <summary>A text that was given once.</summary>
    public static implicit operator ShownCandidate(string text) => new(text, 1);

    /// <summary>A text that was given once.</summary>
    public static ShownCandidate FromString(string text) => text;
}
