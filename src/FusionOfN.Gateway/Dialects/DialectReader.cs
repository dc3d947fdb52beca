using System.Text.Json;
using System.Text.Json.Nodes;

namespace FusionOfN.Gateway;

/// <summary>Translates a request in any dialect into the one canonical form. What cannot be honoured is refused, never ignored.</summary>
internal static class DialectReader
{
    private const int MaxAnswers = 128;

    /// <summary>Reads a request.</summary>
    /// <param name="body">The request's body; it becomes the ask's, without what only concerns fusion.</param>
    /// <param name="input">What came beside it.</param>
    /// <exception cref="GatewayException">The model is not known (404), or a field of the fusion is wrong (400, with its path).</exception>
    public static FusionAsk Read(JsonObject body, DialectInput input)
    {
        BodySoundness.Check(body);
        ChoosingFields.Check(body, input.Models);
        JsonFields fields = new(body);
        var target = ModelNameReader.Read(fields.RequiredString("model"), input.Models);
        var answers = fields.Int("n", 1);
        DialectRequest request = new(body, input, target);
        var sign = DialectSigns.Take(request);
        var ask = FusionModeHeader.Apply(Read(request, sign), request);
        CheckToolChoice(body);
        ReservedTools.Check(body, isFusion: ask.PassThrough is null);
        if (ask.PassThrough is not null && answers > MaxAnswers)
            throw fields.Bad("n", $"{answers} answers are asked for; at most {MaxAnswers} are given.", "out_of_range");
        if (ask.PassThrough is not null)
            return ask;
        if (answers > 1)
            throw fields.Bad("n", "one answer is made per request. For the number of candidates behind it, give fusion.n.", "unsupported_value");
        if (target.Model is { } model && ask.Dialect is DialectNames.Own or DialectNames.ItsHub or DialectNames.OptiLlm)
            return SelfFusion.Of(model, ask, input.Models);

        return ask.Recipe is not null || input.Models.DefaultRecipe is not null || ask.Overrides.Models.Count > 0
            ? ask
            : throw new GatewayException(404, "model: no recipe is configured, so there is no fusion to ask for. Name a plain model, or give the models of a panel.")
            {
                Code = "model_not_found",
                Param = "model",
            };
    }

    private static FusionAsk Read(DialectRequest request, DialectSign? sign) => sign switch
    {
        null => NameAlone(request),
        { Dialect: DialectNames.OptiLlm } => OptiLlmReader.Read(request),
        { Dialect: DialectNames.ItsHub } => ItsHubReader.Read(request),
        { Dialect: DialectNames.OpenRouterPlugin, Fields: { } plugin } => OpenRouterPluginReader.Read(request, plugin),
        { Dialect: DialectNames.OpenRouterTool, Fields: { } tool } => OpenRouterToolReader.Read(request, tool),
        { Dialect: DialectNames.LiteLlm, Fields: { } fusion } => LiteLlmReader.Read(request, fusion),
        { Dialect: DialectNames.Merge, Fields: { } fusion } => MergeReader.Read(request, fusion),
        { Dialect: DialectNames.FreeLlmApi, Fields: { } fusion } => FreeLlmApiReader.Read(request, fusion),
        { Fields: { } fusion } => OwnFusionReader.Read(request, fusion),
        _ => throw new InvalidOperationException($"The dialect '{sign.Dialect}' has no reader."),
    };

    private static FusionAsk NameAlone(DialectRequest request) => request.Target.Family switch
    {
        ModelFamily.Plain => request.PassThrough(DialectNames.Plain),
        ModelFamily.OpenRouter => request.Ask(DialectNames.OpenRouterAlias) with { Analyse = true },
        ModelFamily.LiteLlm => request.Ask(DialectNames.LiteLlm),
        ModelFamily.VllmSr => request.Ask(DialectNames.VllmSr),
        _ => request.Ask(DialectNames.Own),
    };

    private static void CheckToolChoice(JsonObject body)
    {
        if (body["tool_choice"] is JsonObject choice && choice["type"] is JsonValue type && type.GetValueKind() == JsonValueKind.String
            && OpenRouterToolReader.Types.Contains(type.GetValue<string>()))
            throw GatewayException.BadField("tool_choice.type", "the fusion tool is chosen but is not among the tools. Add it to tools.");
    }
}
