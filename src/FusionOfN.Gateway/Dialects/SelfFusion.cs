namespace FusionOfN.Gateway;

/// <summary>A plain model that is asked for as a fusion: panel, judge and fusor at once.</summary>
internal static class SelfFusion
{
    /// <summary>The ask, about that model and no other unless it names one.</summary>
    public static FusionAsk Of(string model, FusionAsk ask, ModelDirectory models) => ask with
    {
        Overrides = ask.Overrides with
        {
            Models = [model],
            Samples = ask.Overrides.Samples ?? models.DefaultSamples,
            Fusors = ask.Overrides.Fusors.Count > 0 ? ask.Overrides.Fusors : [model],
            Judge = ask.Overrides.Judge ?? model,
        },
    };
}
