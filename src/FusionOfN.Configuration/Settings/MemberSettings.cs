using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace FusionOfN.Configuration;

[Description("A model of the panel. May be written as the model's name alone.")]
[Shorthand(nameof(Model))]
internal sealed record MemberSettings : GenerationSettings
{
    [Description("A name from 'models', or ENDPOINT/MODEL-ID, or local:OWNER/NAME or local:PATH for a model that runs in this process.")]
    [RefersTo(ReferenceKind.Model)]
    public required string? Model { get; init; }

    [Description("How many answers are sampled from it.")]
    [Range(1, 1000)]
    [DefaultValue(1)]
    [InsteadOf("n", "count")]
    public int Samples { get; init; } = 1;

    [Description("The most of them in flight at once. When absent: all of them.")]
    [Range(1, int.MaxValue)]
    [InsteadOf("concurrency")]
    public int? MaxConcurrency { get; init; }
}
