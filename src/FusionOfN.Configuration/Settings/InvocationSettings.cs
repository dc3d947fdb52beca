using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace FusionOfN.Configuration;

[Description("When to sample the whole panel and fuse. May be written as the mode alone.")]
[Shorthand(nameof(Mode))]
internal sealed record InvocationSettings
{
    [Description("required: always the whole panel. auto: a few samples first, the rest only when they disagree. solo: one sample, no fusion. shadow: as required, and the receipt says what auto would have saved.")]
    [DefaultValue(InvocationMode.Required)]
    public InvocationMode? Mode { get; init; }

    [Description("The samples that auto starts with.")]
    [Range(2, 1000)]
    [DefaultValue(2)]
    public int? InitialSamples { get; init; }

    [Description("The agreement, 0 to 1, at which auto stops.")]
    [Range(0.0, 1.0)]
    [DefaultValue(0.8)]
    [InsteadOf("threshold", "agreement_threshold")]
    public double? Agreement { get; init; }
}
