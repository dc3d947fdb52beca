using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace FusionOfN.Configuration;

[Description("A model of an endpoint, with options for every call to it.")]
internal sealed record ModelSettings : GenerationSettings
{
    [Description("The endpoint that serves it.")]
    [RefersTo(ReferenceKind.Endpoint)]
    [InsteadOf("provider", "server")]
    public required string? Endpoint { get; init; }

    [Description("The model's id at the endpoint.")]
    [InsteadOf("model", "model_id", "name")]
    public required string? Id { get; init; }

    [Description("The context window in tokens, prompt and answer together. Not known when absent: then nothing is planned around it.")]
    [Range(1, int.MaxValue)]
    [InsteadOf("context_length", "context", "max_context")]
    public int? ContextWindow { get; init; }

    [Description("The most tokens the model can write in one answer. Budgets reserve this many when 'max_completion_tokens' is not set.")]
    [Range(1, int.MaxValue)]
    [InsteadOf("max_output_tokens")]
    public int? MaxOutput { get; init; }

    [Description("What its provider allows to be done with its answers: their licence, such as 'apache-2.0', or 'no-training' or 'evaluation-only'. Data sets of 'fusion synth' compute their licence from it.")]
    [Pattern("^[A-Za-z0-9][A-Za-z0-9.+_-]*$", "Write a licence as an SPDX identifier such as apache-2.0, or no-training, or evaluation-only.")]
    [InsteadOf("license", "licence")]
    public string? Terms { get; init; }
}
