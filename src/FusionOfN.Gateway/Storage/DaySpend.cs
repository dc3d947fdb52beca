namespace FusionOfN.Gateway;

/// <summary>What one key took on one day.</summary>
/// <param name="Day">The UTC day.</param>
/// <param name="KeyId">The key; null for requests without one.</param>
/// <param name="Totals">What they took.</param>
public sealed record DaySpend(DateOnly Day, string? KeyId, SpendTotals Totals);
