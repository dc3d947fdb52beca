using FusionOfN.Configuration;
using FusionOfN.Providers;

namespace FusionOfN.Gateway;

/// <summary>What of the models a key may see: what it may use.</summary>
internal static class KeyView
{
    /// <summary>Whether a key may use a recipe with all its models.</summary>
    public static bool MayUse(ApiKey? key, GatewayModels models, string recipe)
    {
        try
        {
            return KeyGuard.MayUse(key, recipe, key?.Models is null ? [] : models.MakeRecipe(recipe, RecipeOverrides.None).Models.Select(model => model.Name));
        }
        catch (ConfigurationException)
        {
            // One that cannot be made cannot be checked: only who may use any model sees it, and why it fails.
            return false;
        }
    }

    /// <summary>The names that a request is read with; those that the key may not use are in no message.</summary>
    public static ModelDirectory Names(ApiKey? key, GatewayModels models)
    {
        var all = ModelDirectory.Of(models.Book);
        return key is null or { Recipes: null, Models: null } ? all : all with
        {
            MayShowRecipe = recipe => MayUse(key, models, recipe),
            MayShowModel = model => KeyGuard.MayUse(key, recipe: null, [model]),
        };
    }
}
