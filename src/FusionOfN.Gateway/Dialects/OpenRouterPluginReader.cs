using FusionOfN.Configuration;

namespace FusionOfN.Gateway;

/// <summary>OpenRouter's fusion plugin, with the keys that vLLM Semantic Router adds to it: its model judges and writes.</summary>
internal static class OpenRouterPluginReader
{
    private const int MostModels = 8;

    public static FusionAsk Read(DialectRequest request, JsonFields plugin)
    {
        Reading.RefuseUnknown(plugin, Vocabulary.Plugin);
        plugin.RequiredString("id");
        WebTools.Read(plugin);
        bool enabled = plugin.Bool("enabled") ?? true;
        bool isVllm = request.Target.Family == ModelFamily.VllmSr || Vocabulary.VllmSrExtras.Any(plugin.Has);
        var writer = Reading.Model(plugin, "model", request.Models);
        var ask = request.Ask(isVllm ? DialectNames.VllmSr : DialectNames.OpenRouterPlugin) with
        {
            Recipe = Preset(plugin, request) ?? request.Target.Recipe,
            Overrides = new()
            {
                Models = Reading.Models(plugin, "analysis_models", request.Models, MostModels),
                Fusors = writer is null ? [] : [writer],
                Judge = writer,
                Invocation = enabled ? request.Target.Invocation : InvocationMode.Solo,
            },
            Analyse = enabled && !isVllm,
        };
        if (isVllm)
            ask = VllmSrReader.Read(plugin, ask, request.Models);
        if (request.Target.Model is not { } model)
            return ask;

        return !enabled
            ? request.PassThrough(ask.Dialect)
            : throw GatewayException.BadField(
                plugin.PathOf("id"),
                $"the fusion plugin needs a fusion as the model, and {Secrets.Show(model)} is none. Ask for 'fusion' or 'fusion/NAME', or give a fusion object to fuse it with itself.",
                "unsupported_value");
    }

    private static string? Preset(JsonFields plugin, DialectRequest request)
    {
        if (plugin.String("preset") is not { } preset)
            return null;
        if (!request.Models.Recipes.Contains(preset))
        {
            throw plugin.Bad(
                "preset",
                $"there is no recipe {Secrets.Show(preset)}; a preset is a recipe here.{ModelDirectory.Meant(preset, request.Models.Recipes)} Recipes: {ModelDirectory.List(request.Models.Recipes)}.");
        }

        return request.Target.Recipe is { } named && named != preset
            ? throw plugin.Bad("preset", $"the model asks for the recipe '{named}', the preset for '{preset}'. Give one of them.")
            : preset;
    }
}
