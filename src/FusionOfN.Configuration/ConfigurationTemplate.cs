namespace FusionOfN.Configuration;

/// <summary>The commented <c>fusion.yaml</c> that <c>fusion init</c> writes.</summary>
public static class ConfigurationTemplate
{
    private static readonly string Text = Read();

    /// <summary>Writes the text. Its first line expects <see cref="ConfigurationSchema.Write"/> beside it as <see cref="ConfigurationSchema.FileName"/>.</summary>
    /// <param name="sections">The sections of programs above that the file may have.</param>
    public static string Write(params IReadOnlyList<ConfigurationSection> sections)
    {
        ArgumentNullException.ThrowIfNull(sections);
        return string.Concat([Text, .. sections.Select(section => section.Template)]);
    }

    private static string Read()
    {
        using var stream = typeof(ConfigurationTemplate).Assembly.GetManifestResourceStream("fusion.template.yaml")
            ?? throw new InvalidOperationException("The template is not embedded in the assembly.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
