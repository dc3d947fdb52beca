namespace FusionOfN;

/// <summary>What a person should know about a run. A text alone converts to one.</summary>
/// <param name="Text">One sentence or two.</param>
/// <param name="Brief">The same without an address and without words of a provider; null when the text holds nothing of that kind.</param>
public readonly record struct RunNote(string Text, string? Brief = null)
{
    /// <summary>A note whose text everybody may read.</summary>
    /// <param name="text">The text.</param>
    public static implicit operator RunNote(string text) => new(text);

    /// <summary>A note whose text everybody may read.</summary>
    /// <param name="text">The text.</param>
    public static RunNote FromString(string text) => new(text);
}
