namespace FusionOfN;

/// <summary>Calls of one kind that a run will make, or may have to.</summary>
/// <param name="Model">The model.</param>
/// <param name="Role">Why it is called.</param>
/// <param name="Calls">How often.</param>
/// <param name="InputTokens">Prompt tokens of one call.</param>
/// <param name="OutputTokens">Answer tokens of one call.</param>
internal sealed record CallForecast(ChatModel Model, CallRole Role, CountRange Calls, CountRange InputTokens, CountRange OutputTokens);
