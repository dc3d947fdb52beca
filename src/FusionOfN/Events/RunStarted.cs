namespace FusionOfN;

/// <summary>A run began.</summary>
/// <param name="RunId">The run's id, the same as in its receipt.</param>
/// <param name="Recipe">The recipe's name.</param>
/// <param name="Members">The member of each slot, by candidate index.</param>
public sealed record RunStarted(string RunId, string Recipe, IReadOnlyList<string> Members) : FusionEvent;
