namespace FusionOfN.Gateway;

/// <summary>freellmapi's <c>fusion</c> object: its judge judges and writes; its <c>best_of</c> is Best-of-N by that judge, not the longest answer.</summary>
internal static class FreeLlmApiReader
{
    private const int MostModels = 8;

    public static FusionAsk Read(DialectRequest request, JsonFields fusion)
    {
        Reading.RefuseUnknown(fusion, Vocabulary.FreeLlmApi);
        var models = Reading.Models(fusion, "models", request.Models, MostModels);
        var samples = Reading.Samples(fusion, "k", most: MostModels);
        if (models.Count > 0 && samples is not null)
            throw fusion.Bad("k", "give either models or k, the number of candidates.");

        var (judge, criteria) = Reading.Judge(fusion, "judge", request.Models);
        bool best = Reading.Word(fusion, "strategy", ("synthesize", false), ("best_of", true)) ?? false;
        return request.Ask(DialectNames.FreeLlmApi) with
        {
            Overrides = new()
            {
                Models = models,
                Samples = samples,
                Fusors = judge is null ? [] : [judge],
                Judge = judge,
                Criteria = criteria,
                Aggregator = fusion.Has("strategy") ? best ? AggregatorNames.BestOfN : AggregatorNames.Fusion : null,
            },
            Expose = fusion.Bool("expose_panel") == true ? Expose.Full : Expose.Summary,
        };
    }
}
