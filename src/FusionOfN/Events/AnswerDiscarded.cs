namespace FusionOfN;

/// <summary>The pieces of the answer so far are void: their writer failed and the answer starts again from nothing.</summary>
/// <param name="Reason">Why, in one sentence.</param>
public sealed record AnswerDiscarded(string Reason) : FusionEvent;
