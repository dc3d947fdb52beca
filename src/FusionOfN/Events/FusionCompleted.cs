namespace FusionOfN;

/// <summary>The run is over: the answer and its receipt. Always the last event.</summary>
/// <param name="Outcome">The outcome.</param>
public sealed record FusionCompleted(FusionOutcome Outcome) : FusionEvent;
