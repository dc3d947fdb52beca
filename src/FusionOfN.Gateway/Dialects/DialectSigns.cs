using System.Text.Json;
using System.Text.Json.Nodes;

namespace FusionOfN.Gateway;

/// <summary>Finds which dialect a request is in, and takes the dialect's object out of the body.</summary>
internal static class DialectSigns
{
    /// <summary>Finds the one dialect; null for a request that only names a model.</summary>
    /// <exception cref="GatewayException">There are signs of two.</exception>
    public static DialectSign? Take(DialectRequest request)
    {
        var signs = All(request).ToList();
        if (signs.Count > 1)
            throw Mixed(signs[1], signs[0].Path, signs[0].Dialect);

        var sign = signs.FirstOrDefault();
        if (sign is not null && !Accepts(request.Target.Family, sign.Dialect))
            throw Mixed(sign, "model", DialectOf(request.Target.Family));
        return sign;
    }

    private static IEnumerable<DialectSign> All(DialectRequest request)
    {
        var (body, target) = (request.Body, request.Target);
        if (target.Approach is not null)
            yield return new(DialectNames.OptiLlm, "model");
        if (TakeFusion(body) is { } fusion)
            yield return new(DialectOf(fusion, target.Family), "fusion", fusion);
        foreach (var plugin in TakeItems(body, "plugins", "id", ["fusion"]))
            yield return new(DialectNames.OpenRouterPlugin, plugin.PathOf("id"), plugin);
        foreach (var tool in TakeItems(body, "tools", "type", OpenRouterToolReader.Types))
            yield return new(DialectNames.OpenRouterTool, tool.PathOf("type"), tool);
        if (IsThere(body, ItsHubReader.Field))
            yield return new(DialectNames.ItsHub, ItsHubReader.Field);
        else if (request.Input.ItsBudget is not null)
            yield return new(DialectNames.ItsHub, DialectInput.BudgetHeader);
        if (IsThere(body, OptiLlmReader.Field))
            yield return new(DialectNames.OptiLlm, OptiLlmReader.Field);
    }

    private static JsonFields? TakeFusion(JsonObject body)
    {
        var fusion = new JsonFields(body).Object("fusion");
        body.Remove("fusion");
        return fusion;
    }

    // Several dialects have an object of this name; each but ours is known by keys that only it has, or by its model.
    private static string DialectOf(JsonFields fusion, ModelFamily family) => family switch
    {
        ModelFamily.LiteLlm => DialectNames.LiteLlm,
        ModelFamily.Own when Vocabulary.Merge.Any(fusion.Whole.ContainsKey) => DialectNames.Merge,
        ModelFamily.Own when Vocabulary.FreeLlmApiOnly.Any(fusion.Whole.ContainsKey) => DialectNames.FreeLlmApi,
        _ => DialectNames.Own,
    };

    private static List<JsonFields> TakeItems(JsonObject body, string list, string key, IReadOnlyList<string> values)
    {
        if (body[list] is not JsonArray items)
            return [];

        List<JsonFields> taken = [];
        for (int i = 0; i < items.Count; i++)
        {
            if (items[i] is JsonObject item && item[key] is JsonValue value && value.GetValueKind() == JsonValueKind.String && values.Contains(value.GetValue<string>()))
                taken.Add(new JsonFields(item, $"{list}[{i}]"));
        }

        foreach (var item in taken)
            items.Remove(item.Whole);
        if (items.Count == 0 && taken.Count > 0)
            body.Remove(list);
        return taken;
    }

    private static bool IsThere(JsonObject body, string field)
    {
        if (body[field] is not null)
            return true;
        // A field that is null is not there, for the members either.
        body.Remove(field);
        return false;
    }

    private static bool Accepts(ModelFamily family, string dialect) => family switch
    {
        ModelFamily.OpenRouter => dialect is DialectNames.OpenRouterPlugin or DialectNames.OpenRouterTool,
        ModelFamily.LiteLlm => dialect is DialectNames.LiteLlm,
        ModelFamily.VllmSr => dialect is DialectNames.OpenRouterPlugin,
        _ => true,
    };

    private static string DialectOf(ModelFamily family) => family switch
    {
        ModelFamily.OpenRouter => DialectNames.OpenRouterAlias,
        ModelFamily.LiteLlm => DialectNames.LiteLlm,
        ModelFamily.VllmSr => DialectNames.VllmSr,
        _ => DialectNames.Own,
    };

    private static GatewayException Mixed(DialectSign sign, string otherPath, string other) => GatewayException.BadField(
        sign.Path,
        sign.Dialect == other
            ? $"the request is {other} in two places, here and at {otherPath}. Give one of them."
            : $"this is in the dialect {sign.Dialect}, but {otherPath} is in {other}, and dialects cannot be mixed. Say everything in one of them.",
        "mixed_dialects");
}
