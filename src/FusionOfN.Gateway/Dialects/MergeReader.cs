namespace FusionOfN.Gateway;

/// <summary>Merge's <c>fusion</c> object, for the Responses API: its synthesis model judges and writes.</summary>
internal static class MergeReader
{
    public static FusionAsk Read(DialectRequest request, JsonFields fusion)
    {
        if (request.Input.Endpoint != DialectEndpoint.Responses)
        {
            throw fusion.Bad(
                fusion.Has("analysis_models") ? "analysis_models" : "synthesis_model",
                "this is Merge's dialect, which is for /v1/responses. Here, use models and fusor.", "unsupported_field");
        }

        Reading.RefuseUnknown(fusion, Vocabulary.Merge);
        var writer = Reading.Model(fusion, "synthesis_model", request.Models);
        return request.Ask(DialectNames.Merge) with
        {
            Overrides = new()
            {
                Models = Reading.Models(fusion, "analysis_models", request.Models),
                Fusors = writer is null ? [] : [writer],
                Judge = writer,
            },
        };
    }
}
