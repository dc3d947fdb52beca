namespace FusionOfN.Gateway;

/// <summary>A run whose every candidate was refused. To its client that is an answer, as it is from a single model.</summary>
internal static class Refusals
{
    public static bool Is(FusionOutcome outcome) => outcome.Receipt.Failure == FusionFailure.Refused;

    /// <summary>What the model said in place of an answer; null when a content filter stopped it, or it did not refuse.</summary>
    public static string? TextOf(FusionOutcome outcome) =>
        Is(outcome) ? outcome.Pool.Candidates.Select(candidate => candidate.Refusal).FirstOrDefault(text => !string.IsNullOrEmpty(text)) : null;

    /// <summary>Whether a content filter stopped the answer.</summary>
    public static bool IsFiltered(FusionOutcome outcome) => Is(outcome) && TextOf(outcome) is null;
}
