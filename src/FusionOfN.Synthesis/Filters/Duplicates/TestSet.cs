namespace FusionOfN.Synthesis;

/// <summary>Texts that a data set must not hold, because something will be tested with them.</summary>
/// <param name="Name">The name for reports.</param>
/// <param name="Texts">Questions and, where they are long enough to be known again, answers.</param>
public sealed record TestSet(string Name, IReadOnlyList<string> Texts);
