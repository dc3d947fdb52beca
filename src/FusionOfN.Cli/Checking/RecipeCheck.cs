using FusionOfN.Configuration;
using FusionOfN.Providers;

namespace FusionOfN.Cli;

/// <summary>Looks whether a recipe can be made.</summary>
internal static class RecipeCheck
{
    public static Check Run(RecipeBook book, RecipeSummary recipe)
    {
        try
        {
            if (book.MissingVariables(recipe.Name) is { Count: > 0 } missing)
                return new Check("recipe", recipe.Name, CheckStatus.Failed, string.Join(' ', missing));
            Recipe made = book.GetRecipe(recipe.Name);
            return new Check("recipe", recipe.Name, CheckStatus.Ok, $"{made.Panel.Size} candidates, {made.Aggregator.Name}.");
        }
        catch (ConfigurationException exception)
        {
            return new Check("recipe", recipe.Name, CheckStatus.Failed, exception.Message);
        }
    }
}
