namespace FusionOfN.Lab;

/// <summary>What stands behind a reasoning item.</summary>
/// <param name="Start">The number at the start.</param>
/// <param name="Steps">The operations in order.</param>
/// <param name="Results">The number that the answer writes after each step, right or not.</param>
internal sealed record ReasoningContent(int Start, IReadOnlyList<ReasoningStep> Steps, IReadOnlyList<int> Results);
