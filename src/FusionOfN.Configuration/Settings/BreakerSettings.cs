using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace FusionOfN.Configuration;

[Description("When an endpoint is given up for a while.")]
internal sealed record BreakerSettings
{
    [Description("The share of failed attempts within the window at which it is.")]
    [Range(0.01, 1.0)]
    [DefaultValue(0.9)]
    public double? FailureRatio { get; init; }

    [Description("The attempts within the window before the share is looked at.")]
    [Range(2, int.MaxValue)]
    [DefaultValue(20)]
    public int? MinimumAttempts { get; init; }

    [Description("How far back attempts are counted, in milliseconds.")]
    [Range(500, 86_400_000)]
    [DefaultValue(60_000)]
    public int? WindowMs { get; init; }

    [Description("How long the endpoint rests, in milliseconds.")]
    [Range(500, 86_400_000)]
    [DefaultValue(30_000)]
    public int? RestMs { get; init; }
}
