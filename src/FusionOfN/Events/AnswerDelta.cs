namespace FusionOfN;

/// <summary>A piece of the answer, as it is written.</summary>
/// <param name="Text">The piece.</param>
public sealed record AnswerDelta(string Text) : FusionEvent;
