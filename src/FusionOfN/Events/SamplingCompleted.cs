namespace FusionOfN;

/// <summary>Sampling is over; the pool will not change any more.</summary>
/// <param name="Pool">The pool.</param>
public sealed record SamplingCompleted(CandidatePool Pool) : FusionEvent;
