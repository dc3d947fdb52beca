namespace FusionOfN.Cli;

/// <summary>What a job will take.</summary>
/// <param name="Prompts">Prompts that can be used.</param>
/// <param name="Languages">Prompts by language; those without one under <c>und</c>.</param>
/// <param name="Models">Per model, over all prompts and methods.</param>
/// <param name="BadRows">Rows that cannot be used.</param>
internal sealed record SynthPlanDocument(
    long Prompts, IReadOnlyDictionary<string, long> Languages, IReadOnlyList<ModelEstimate> Models, IReadOnlyList<string> BadRows);
