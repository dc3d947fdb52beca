using FusionOfN.Configuration;

namespace FusionOfN.Gateway;

/// <summary>Finds what a model's name stands for.</summary>
internal static class ModelNameReader
{
    private const int LongestName = 256;

    /// <summary>Reads the name.</summary>
    /// <exception cref="GatewayException">There is nothing of that name (404), or it asks for what is not offered (400).</exception>
    public static ModelTarget Read(string name, ModelDirectory models)
    {
        if (name.Length is 0 or > LongestName)
            throw GatewayException.BadField("model", $"give a name of 1 to {LongestName} characters.");
        if (Find(name, models) is { } known)
            return known;
        if (OptiLlmReader.SplitName(name) is not { } prefixed)
            throw Unknown(name, models);

        // The prefix is no more than an aggregator, so what stands behind it may be anything that can be asked for.
        var target = Find(prefixed.Model, models) ?? throw Unknown(prefixed.Model, models);
        return target with { Name = name, Approach = prefixed.Approach };
    }

    private static ModelTarget? Find(string name, ModelDirectory models) => name switch
    {
        FusionNames.Default => new(name, ModelFamily.Own),
        FusionNames.OpenRouter => new(name, ModelFamily.OpenRouter),
        FusionNames.LiteLlm => new(name, ModelFamily.LiteLlm),
        FusionNames.VllmSr => new(name, ModelFamily.VllmSr),
        FusionNames.VllmSrAuto => new(name, ModelFamily.VllmSr) { Invocation = InvocationMode.Auto },
        _ when name.StartsWith(FusionNames.Prefix, StringComparison.Ordinal) => models.Recipes.Contains(name[FusionNames.Prefix.Length..])
            ? new(name, ModelFamily.Own) { Recipe = name[FusionNames.Prefix.Length..] }
            : null,
        _ => models.IsModel(name) ? new(name, ModelFamily.Plain) { Model = name } : null,
    };

    private static GatewayException Unknown(string name, ModelDirectory models)
    {
        var recipes = models.ShownRecipes.Select(recipe => FusionNames.Prefix + recipe).ToList();
        // A recipe's bare name is the likeliest mistake.
        string meant = models.ShownRecipes.Contains(name)
            ? $" Did you mean '{FusionNames.Prefix}{name}'?"
            : ModelDirectory.Meant(name, recipes.Concat(FusionNames.Fixed).Concat(models.ShownModels));
        return new GatewayException(
            404, $"model: there is no model {Secrets.Show(name)}.{meant} Fusions: {ModelDirectory.List(recipes)}. Models: {ModelDirectory.List(models.ShownModels)}.")
        {
            Code = "model_not_found",
            Param = "model",
        };
    }
}
