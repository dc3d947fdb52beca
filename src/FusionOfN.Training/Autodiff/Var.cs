namespace FusionOfN.Training;

/// <summary>A value on a <see cref="Tape"/>: the name it has in the graph.</summary>
internal sealed record Var(string Name);
