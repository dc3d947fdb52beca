using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace FusionOfN.Configuration;

[Description("When the answers that are in are enough.")]
internal sealed record QuorumSettings
{
    [Description("Usable candidates needed before stragglers are given up. When absent: a majority, at least 2 when there are 2 or more.")]
    [Range(1, 1000)]
    public int? Min { get; init; }

    [Description("Usable candidates without which the run fails, counted among those asked for; a larger number means all of them.")]
    [Range(1, 1000)]
    [DefaultValue(1)]
    public int? Required { get; init; }

    [Description("How long stragglers may still arrive then, in milliseconds.")]
    [Range(0, int.MaxValue)]
    [DefaultValue(8000)]
    [InsteadOf("grace")]
    public int? GraceMs { get; init; }

    [Description("When sampling ends at the latest, in milliseconds from its start.")]
    [Range(1, int.MaxValue)]
    [DefaultValue(90000)]
    [InsteadOf("timeout")]
    public int? TimeoutMs { get; init; }
}
