namespace FusionOfN;

/// <summary>A piece of the answer, as it is written.</summary>
/// <param name="Text">The piece.</param>
public sealed record AnswerDelta(string Text) : FusionEvent
{
    /// <summary>The model whose words these are, as its provider names it; null when that is not known.</summary>
    public string? ModelServed { get; init; }
}
