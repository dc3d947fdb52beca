namespace FusionOfN.Configuration;

/// <summary>The commented <c>fusion.yaml</c> that <c>fusion init</c> writes.</summary>
public static class ConfigurationTemplate
{
    /// <summary>The text. Its first line expects <see cref="ConfigurationSchema.Text"/> beside it as <see cref="ConfigurationSchema.FileName"/>.</summary>
    public static string Text { get; } = Read();

    private static string Read()
    {
        using var stream = typeof(ConfigurationTemplate).Assembly.GetManifestResourceStream("fusion.template.yaml")
            ?? throw new InvalidOperationException("The template is not embedded in the assembly.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
