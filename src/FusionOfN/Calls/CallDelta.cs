namespace FusionOfN;

/// <summary>A piece of a reply.</summary>
/// <param name="Text">Answer text; may be empty.</param>
/// <param name="Reasoning">Reasoning text; may be empty.</param>
public readonly record struct CallDelta(string Text, string Reasoning)
{
    /// <summary>What the client handed on of its reply untouched (<see cref="FusionProperties.Reply"/>); null for most.</summary>
    public object? Reply { get; init; }

    /// <summary>Whether there is anything in it.</summary>
    public bool IsEmpty => Text.Length == 0 && Reasoning.Length == 0 && Reply is null;
}
