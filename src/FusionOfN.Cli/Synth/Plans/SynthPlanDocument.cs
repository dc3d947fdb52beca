namespace FusionOfN.Cli;

/// <summary>What a job will take.</summary>
/// <param name="Prompts">Prompts that can be used.</param>
/// <param name="Languages">Prompts by language; those whose language nobody knows under <c>und</c>.</param>
/// <param name="Models">Per model, over all prompts and methods: what is possible, from the least to the most.</param>
/// <param name="Stages">The same by stage and model.</param>
/// <param name="BadRows">Rows that cannot be used.</param>
internal sealed record SynthPlanDocument(
    long Prompts, IReadOnlyDictionary<string, long> Languages, IReadOnlyList<ModelEstimate> Models, IReadOnlyList<StageEstimate> Stages, IReadOnlyList<string> BadRows)
{
    /// <summary>Who scores, in words; null when nobody does.</summary>
    public string? Scorer { get; init; }

    /// <summary>What is expected; null without a pilot.</summary>
    public SynthForecastDocument? Forecast { get; init; }
}

/// <summary>What a model will take in a stage of a job.</summary>
/// <param name="Stage">The stage: <c>candidates</c>, <c>translation</c>, <c>scores</c>, or a method.</param>
/// <param name="Estimate">The model and its part.</param>
internal sealed record StageEstimate(string Stage, ModelEstimate Estimate);
