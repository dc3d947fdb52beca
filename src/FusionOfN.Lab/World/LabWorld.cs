namespace FusionOfN.Lab;

/// <summary>The miniature world: all its generators.</summary>
public sealed class LabWorld
{
    /// <summary>Creates the world.</summary>
    public LabWorld() => Generators = [new FactsGenerator(), new TranslationGenerator(), new ReasoningGenerator()];

    /// <summary>One generator for each kind of task.</summary>
    internal IReadOnlyList<LabGenerator> Generators { get; }

    /// <summary>The generator of a kind of task.</summary>
    /// <param name="task">The kind of task.</param>
    /// <returns>The generator.</returns>
    internal LabGenerator this[LabTask task] => Generators.First(generator => generator.Task == task);
}
