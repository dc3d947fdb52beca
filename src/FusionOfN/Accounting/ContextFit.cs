namespace FusionOfN;

/// <summary>Whether a conversation fits a model that has to read it.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Role">What it reads it for.</param>
/// <param name="NeededTokens">What it has to hold at least: for a member the conversation, for a fusor also its instructions, two candidates and room for its answer.</param>
/// <param name="Window">Its context window in tokens; null when it is not known.</param>
public sealed record ContextFit(string Model, CallRole Role, int NeededTokens, int? Window)
{
    /// <summary>Whether it fits; null when the window is not known.</summary>
    public bool? Fits => Window is { } window ? NeededTokens <= window : null;
}
