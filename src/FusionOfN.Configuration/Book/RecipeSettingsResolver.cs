using System.Text.Json.Nodes;

namespace FusionOfN.Configuration;

/// <summary>Puts a recipe together: its own settings over those of the recipes it extends, over the defaults.</summary>
internal static class RecipeSettingsResolver
{
    /// <summary>The settings of a recipe with everything inherited filled in.</summary>
    public static RecipeSettings Resolve(FusionSettings settings, string name)
    {
        var resolved = settings.Recipes[name];
        HashSet<string> seen = [name];
        while (resolved.Extends is { } parent && settings.Recipes.TryGetValue(parent, out var inherited) && seen.Add(parent))
        {
            // The description belongs to the recipe it was written for.
            resolved = Overlay(resolved with { Extends = null }, inherited with { Description = null });
        }

        return Overlay(resolved with { Extends = null }, FromDefaults(settings.Defaults));
    }

    /// <summary>The settings of a recipe that says nothing itself.</summary>
    public static RecipeSettings Default(FusionSettings settings) => FromDefaults(settings.Defaults);

    /// <summary>The chain of recipes a recipe extends, itself first, up to the end or to the first one that repeats.</summary>
    public static IReadOnlyList<string> Chain(FusionSettings settings, string name)
    {
        List<string> chain = [name];
        while (settings.Recipes.TryGetValue(chain[^1], out var recipe) && recipe.Extends is { } parent)
        {
            bool repeats = chain.Contains(parent);
            chain.Add(parent);
            if (repeats)
                break;
        }

        return chain;
    }

    /// <summary>The upper settings, with those of the lower where the upper sets none; blocks are put together key by key.</summary>
    public static T Overlay<T>(T upper, T lower)
        where T : class => (T)Overlay((object)upper, lower);

    private static object Overlay(object upper, object lower)
    {
        object result = Activator.CreateInstance(upper.GetType())!;
        foreach (var field in Shape.Of(upper.GetType()).Fields)
        {
            object? above = field.Get(upper), below = field.Get(lower);
            field.Set(result, (above, below) switch
            {
                (JsonObject more, JsonObject body) => Merge(more, body),
                (not null, not null) when Shape.IsBlock(field.Type) => Overlay(above, below),
                _ => above ?? below,
            });
        }

        return result;
    }

    private static JsonObject Merge(JsonObject upper, JsonObject lower)
    {
        var merged = lower.DeepClone().AsObject();
        foreach (var (key, value) in upper)
            merged[key] = value?.DeepClone();
        return merged;
    }

    private static RecipeSettings FromDefaults(DefaultSettings defaults)
    {
        RecipeSettings recipe = new();
        foreach (var field in Shape.Of(typeof(RunSettings)).Fields)
            field.Set(recipe, field.Get(defaults));
        return recipe;
    }
}
