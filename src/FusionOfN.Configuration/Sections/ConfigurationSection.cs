namespace FusionOfN.Configuration;

/// <summary>
/// A block at the top of <c>fusion.yaml</c> that belongs to a program above this library, such as <c>gateway:</c>. Whoever reads the file names the
/// sections it knows; they are then parsed, checked, suggested and described like every other key.
/// </summary>
public abstract class ConfigurationSection
{
    private protected ConfigurationSection(string name, string description)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(description);
        Name = name;
        Description = description;
    }

    /// <summary>The names of sections that programs of this project add. A file is shared by all of them: where such a program does not run, its section is passed over.</summary>
    public static IReadOnlyList<string> Reserved { get; } = ["gateway"];

    /// <summary>The section's key.</summary>
    public string Name { get; }

    /// <summary>One sentence that says what it is, for the reference and for editors.</summary>
    public string Description { get; }

    /// <summary>What people write instead of <see cref="Name"/>: not accepted, but the message names the right key.</summary>
    /// <value>The default value is an empty list.</value>
    public IReadOnlyList<string> InsteadOf { get; init; } = [];

    /// <summary>Commented lines about the section for the file that <c>fusion init</c> writes.</summary>
    /// <value>The default value is empty: the section is not mentioned there.</value>
    public string Template { get; init; } = "";

    internal abstract Type SettingsType { get; }

    internal abstract void Check(object settings, SectionProblems problems);
}
