namespace FusionOfN.Configuration;

/// <summary>A section and the record that it is read into.</summary>
/// <typeparam name="TSettings">
/// A record whose name ends in <c>Settings</c>, with a constructor without parameters and nullable <c>init</c> properties. The name of a property, its
/// <see cref="System.ComponentModel.DescriptionAttribute"/>, <see cref="System.ComponentModel.DefaultValueAttribute"/>,
/// <see cref="System.ComponentModel.DataAnnotations.RangeAttribute"/>, <see cref="PatternAttribute"/> and <see cref="InsteadOfAttribute"/> are all there
/// is to say about a key: reading, checks, schema and reference follow from them.
/// </typeparam>
public abstract class ConfigurationSection<TSettings> : ConfigurationSection
    where TSettings : class, new()
{
#pragma warning disable RS0022 // A door derives from this type; its base is for lists of sections, and nothing else derives from it.
    /// <summary>Makes a section.</summary>
    /// <param name="name">Its key.</param>
    /// <param name="description">One sentence that says what it is.</param>
    protected ConfigurationSection(string name, string description)
        : base(name, description)
    {
    }
#pragma warning restore RS0022

    internal sealed override Type SettingsType => typeof(TSettings);

    /// <summary>What a configuration says in this section.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <returns>The settings; null when the configuration does not say anything.</returns>
    /// <exception cref="ArgumentException">The file has the section, and was read without naming it.</exception>
    public TSettings? Find(FusionConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return configuration.PassedOver.Contains(Name)
            ? throw new ArgumentException($"{configuration.Source} was read without the section '{Name}'; name it where the file is read.", nameof(configuration))
            : (TSettings?)configuration.Settings.Sections.GetValueOrDefault(this);
    }

    /// <summary>Checks what the form of the keys does not say.</summary>
    /// <param name="settings">What was read. A key with a mistake of form has no value.</param>
    /// <param name="problems">Takes what is wrong.</param>
    protected abstract void Check(TSettings settings, SectionProblems problems);

    internal sealed override void Check(object settings, SectionProblems problems) => Check((TSettings)settings, problems);
}
