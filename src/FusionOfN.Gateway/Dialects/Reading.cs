using System.Text.Json;
using System.Text.Json.Nodes;
using FusionOfN.Configuration;

namespace FusionOfN.Gateway;

/// <summary>What the dialects' objects have in common. Nothing in them is ignored: what a dialect does not know is refused.</summary>
internal static class Reading
{
    /// <summary>The most candidates that one request may ask for.</summary>
    public const int MostSamples = 64;

    private const int LongestText = 8_192;

    /// <summary>Refuses fields that an object of this dialect does not have.</summary>
    /// <param name="fields">The object.</param>
    /// <param name="known">The fields it may have.</param>
    public static void RefuseUnknown(JsonFields fields, IReadOnlyList<string> known)
    {
        foreach (var (name, _) in fields.Whole)
        {
            if (known.Contains(name))
                continue;

            string meant = Suggestion.For(name, known) is { } near ? $"; did you mean '{near}'?"
                : Vocabulary.OwnerOf(name, known) is { } owner ? $"; it is a field of {owner}, and dialects cannot be mixed."
                : $"; known here: {string.Join(", ", known)}.";
            throw GatewayException.BadField(fields.PathOf(Secrets.Mask(name)), $"unknown field{meant}", "unknown_field");
        }
    }

    /// <summary>A text that must not be empty.</summary>
    public static string? Text(JsonFields fields, string name, int longest = LongestText)
    {
        var text = fields.String(name);
        return text is null || (text.Length <= longest && !string.IsNullOrWhiteSpace(text))
            ? text
            : throw fields.Bad(name, $"give a text of 1 to {longest} characters.", "out_of_range");
    }

    /// <summary>One of several words.</summary>
    public static T? Word<T>(JsonFields fields, string name, params ReadOnlySpan<(string Word, T Value)> words)
        where T : struct
    {
        if (fields.String(name) is not { } text)
            return null;
        List<string> known = [];
        foreach (var (word, value) in words)
        {
            if (word == text)
                return value;
            known.Add(word);
        }

        throw fields.Bad(name, $"{Secrets.Show(text)} is not known.{ModelDirectory.Meant(text, known)} Give {string.Join(", ", known)}.");
    }

    /// <summary>A plain model that can be called.</summary>
    public static string? Model(JsonFields fields, string name, ModelDirectory models) =>
        fields.String(name) is { } model ? Model(model, fields.PathOf(name), models) : null;

    /// <summary>A list of plain models; a name that stands twice stays twice.</summary>
    public static IReadOnlyList<string> Models(JsonFields fields, string name, ModelDirectory models, int most = MostSamples)
    {
        if (fields.Array(name) is not { } list)
            return [];
        if (list.Count == 0 || list.Count > most)
            throw fields.Bad(name, $"{list.Count} models are given; give 1 to {most}.", "out_of_range");
        return [.. list.Select((item, index) => item is JsonValue value && value.GetValueKind() == JsonValueKind.String
            ? Model(value.GetValue<string>(), $"{fields.PathOf(name)}[{index}]", models)
            : throw GatewayException.BadField($"{fields.PathOf(name)}[{index}]", "give the name of a model.", "invalid_type"))];
    }

    /// <summary>The number of candidates. Fewer than the models that are listed would leave some of them out.</summary>
    public static int? Samples(JsonFields fields, string name, int listed = 0, int most = MostSamples)
    {
        var samples = fields.Int(name, 1, most);
        return samples < listed ? throw fields.Bad(name, $"{samples} samples cannot be dealt to the {listed} models that are listed.", "out_of_range") : samples;
    }

    /// <summary>A judge: the model's name alone, or an object with criteria.</summary>
    public static (string? Model, string? Criteria) Judge(JsonFields fields, string name, ModelDirectory models)
    {
        if (fields.Take(name) is not JsonObject)
            return (Model(fields, name, models), null);
        var judge = fields.RequiredObject(name);
        RefuseUnknown(judge, Vocabulary.Judge);
        return (Model(judge, "model", models), Text(judge, "criteria"));
    }

    private static string Model(string name, string path, ModelDirectory models)
    {
        if (models.IsModel(name))
            return name;
        if (FusionNames.IsFusion(name) || models.Recipes.Contains(name))
            throw GatewayException.BadField(path, $"{Secrets.Show(name)} is a fusion itself, and fusions are not nested. Give a plain model.", "nested_fusion");
        throw GatewayException.BadField(
            path, $"there is no model {Secrets.Show(name)}.{ModelDirectory.Meant(name, models.ShownModels)} Models: {ModelDirectory.List(models.ShownModels)}.", "model_not_found");
    }
}
