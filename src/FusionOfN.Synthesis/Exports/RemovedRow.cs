namespace FusionOfN.Synthesis;

/// <summary>An answer that was left out, for people to see what a filter does.</summary>
/// <param name="Id">The row's id.</param>
/// <param name="Reason">Why, as the filter says it.</param>
/// <param name="Prompt">The beginning of the prompt.</param>
/// <param name="Answer">The beginning of the answer; empty when there is none.</param>
public sealed record RemovedRow(string Id, string Reason, string Prompt, string Answer);
