namespace FusionOfN;

/// <summary>What one model will take in a run that was not made yet.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Roles">What it is called for.</param>
/// <param name="Calls">How often it is called.</param>
/// <param name="InputTokens">Prompt tokens of all these calls.</param>
/// <param name="OutputTokens">Answer tokens of all these calls.</param>
/// <param name="Cost">What they cost; null when the model's price is not known.</param>
public sealed record ModelEstimate(
    string Model, IReadOnlyList<CallRole> Roles, CountRange Calls, CountRange InputTokens, CountRange OutputTokens, CostRange? Cost);
