namespace FusionOfN.Synthesis;

/// <summary>What a data set's card says that the rows do not.</summary>
public sealed record CardPlan
{
    /// <summary>Stands among <see cref="Terms"/> for the prompts, which have terms of their own.</summary>
    public const string Prompts = "prompts";

    /// <summary>The data set's name for people.</summary>
    public string Name { get; init; } = "Fused data set";

    /// <summary>What the providers of the teachers and of the fusor allow.</summary>
    public IReadOnlyList<TeacherTerms> Terms { get; init; } = [];

    /// <summary>The recipe: settings by name, in the order they are shown. Never keys.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Recipe { get; init; } = [];

    /// <summary>The command that makes the set again; null when it is not known.</summary>
    public string? Command { get; init; }
}
