using System.Globalization;
using System.Text;
using FusionOfN.Providers;

namespace FusionOfN.Gateway.Studio;

/// <summary>What the playground asks for as a recipe of its own.</summary>
internal static class YamlSnippet
{
    /// <summary>Writes the recipe, for the <c>fusion.yaml</c> that holds its models.</summary>
    public static string Write(PlaygroundForm form, GatewayModels models)
    {
        var request = form.ToRequest();
        Recipe recipe;
        try
        {
            recipe = models.MakeRecipe(form.Recipe, request.Ask.Overrides);
        }
        catch (ConfigurationException error)
        {
            return $"# {error.Message}";
        }

        StringBuilder yaml = new();
        yaml.Append(CultureInfo.InvariantCulture, $"# Goes into the fusion.yaml that has these models; a client then asks for fusion/playground.\n# Limits and quorum of '{form.Recipe}' are not repeated here.\nrecipes:\n  playground:\n    panel:\n");
        foreach (var member in recipe.Panel.Members.GroupBy(member => (member.Model.Name, member.Model.Options?.Temperature)))
            yaml.Append(CultureInfo.InvariantCulture, $"      - {{ model: {Quote(member.Key.Name)}, samples: {member.Sum(one => one.Samples)}{Temperature(member.Key.Temperature)} }}\n");
        yaml.Append(CultureInfo.InvariantCulture, $"    aggregator: {recipe.Aggregator.Name}\n");
        if (models.Book.Recipes.First(one => one.Name == form.Recipe).Fusors is { Count: > 0 } fusors)
            yaml.Append(CultureInfo.InvariantCulture, $"    fusor: [{string.Join(", ", fusors.Select(Quote))}]\n");
        if (form.Record)
            yaml.Append("    record: true\n");
        return yaml.ToString();
    }

    private static string Temperature(float? value) => value is { } known ? string.Create(CultureInfo.InvariantCulture, $", temperature: {known}") : "";

    private static string Quote(string name) => name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '/' or '.') ? name : $"\"{name.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
