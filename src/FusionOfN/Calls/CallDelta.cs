namespace FusionOfN;

/// <summary>A piece of a reply.</summary>
/// <param name="Text">Answer text; may be empty.</param>
/// <param name="Reasoning">Reasoning text; may be empty.</param>
public readonly record struct CallDelta(string Text, string Reasoning)
{
    /// <summary>Whether there is anything in it.</summary>
    public bool IsEmpty => Text.Length == 0 && Reasoning.Length == 0;
}
