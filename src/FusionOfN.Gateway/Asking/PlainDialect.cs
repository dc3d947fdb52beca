using System.Text.Json.Nodes;
using FusionOfN.Providers;

namespace FusionOfN.Gateway;

/// <summary>stand-in</summary>
internal static class PlainDialect
{
    public static FusionAsk Read(JsonObject body, RecipeBook book)
    {
        var model = new JsonFields(body).RequiredString("model");
        var recipe = model.StartsWith("fusion/", StringComparison.Ordinal) ? model["fusion/".Length..] : null;
        var isFusion = recipe is not null || model is "fusion";
        return new FusionAsk { RequestedModel = model, Dialect = "fusion", Recipe = recipe, PassThrough = isFusion ? null : model, Body = body };
    }
}
