namespace FusionOfN;

/// <summary>Why a budget does not cover a call.</summary>
/// <param name="Reason">One sentence with the limit and how to raise it.</param>
public sealed record BudgetRefusal(string Reason);
