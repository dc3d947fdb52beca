namespace FusionOfN;

/// <summary>Why a budget does not cover a call.</summary>
/// <param name="Reason">One sentence with the limit and how to raise it.</param>
public sealed record BudgetRefusal(string Reason)
{
    /// <summary>What kind of limit it is, for programs; null when it is none that renews itself.</summary>
    public string? Kind { get; init; }

    /// <summary>How long to wait until there is more; null when waiting does not help.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
