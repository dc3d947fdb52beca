using FusionOfN.Configuration;
using FusionOfN.Lab;
using FusionOfN.Providers;

namespace FusionOfN.Cli;

/// <summary>The commented <c>fusion.yaml</c> for what this machine has: its standard recipe uses the models that commands without a file would take.</summary>
internal static class StarterConfiguration
{
    private const string Recipe = "found";

    /// <summary>Writes the text.</summary>
    /// <param name="found">What was found.</param>
    /// <param name="lab">The models in the box, for when nothing else was found.</param>
    /// <returns>The text, and in one line what its standard recipe uses; null when there is nothing to use.</returns>
    public static (string Text, string? Uses) Create(DiscoveredEndpoint found, LabModels lab)
    {
        string text = ConfigurationTemplate.Write(CliConfiguration.Sections);
        if (found is { Options: { } endpoint, Model: { } model })
            return (WithRecipe(WithEndpoint(text, endpoint), OfModel($"{endpoint.Name}/{model}")), found.Reason);
        return lab.CanFuse
            ? (WithRecipe(text, OfBox(lab)), $"{found.Reason.TrimEnd('.')}: the file's standard recipe uses the small models in the box.")
            : (text, null);
    }

    private static string OfModel(string model) => $$"""
          # What was found when this file was written.
          {{Recipe}}:
            description: Five samples of one model, fused by that model
            panel:
              - { model: '{{model.Replace("'", "''", StringComparison.Ordinal)}}', samples: 5 }
        """;

    private static string OfBox(LabModels lab) => $$"""
          # No key and no Ollama were found when this file was written: the small models in the box answer.
          {{Recipe}}:
            description: The five small teachers in the box, fused by their fusor
            panel: [{{string.Join(", ", lab.Teachers.Select(name => $"'local:{LabBox.Prefix}{name}'"))}}]
            fusor: ['local:{{LabBox.Prefix}}{{lab.Fusor}}']
            extractor: exact
            roles:
              fusor: { temperature: 0 }
        """;

    private static string WithRecipe(string text, string recipe) => Replace(
        Replace(text, "  recipe: self\n", $"  recipe: {Recipe}\n"), "\nrecipes:\n", $"\nrecipes:\n{recipe}\n\n");

    private static string WithEndpoint(string text, EndpointOptions endpoint)
    {
        int start = text.IndexOf($"\n  {endpoint.Name}:\n", StringComparison.Ordinal);
        int end = text.IndexOf("\n\n", start, StringComparison.Ordinal);
        IEnumerable<string> lines = text[start..end].Split('\n').Select(line => line.TrimStart() switch
        {
            var item when item.StartsWith("base_url:", StringComparison.Ordinal) => $"    base_url: {endpoint.BaseUrl.ToString().TrimEnd('/')}",
            var item when item.StartsWith("api_key_variable:", StringComparison.Ordinal) && endpoint.ApiKeyVariable is null => $"    # {item}",
            _ => line,
        });
        return $"{text[..start]}{string.Join('\n', lines)}{text[end..]}";
    }

    // The template is ours: what is replaced in it must be there.
    private static string Replace(string text, string old, string with) => text.Contains(old, StringComparison.Ordinal)
        ? text.Replace(old, with, StringComparison.Ordinal)
        : throw new InvalidOperationException($"The template does not hold '{old.Trim()}'.");
}
