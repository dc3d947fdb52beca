namespace FusionOfN.Providers;

/// <summary>Something that a fine-tuning job reports.</summary>
/// <param name="Id">Its id.</param>
/// <param name="At">When, to the second.</param>
/// <param name="Level">The server's word: <c>info</c>, <c>warn</c> or <c>error</c>.</param>
/// <param name="Message">What, in one sentence.</param>
public sealed record FineTuningEvent(string Id, DateTimeOffset At, string Level, string Message);
