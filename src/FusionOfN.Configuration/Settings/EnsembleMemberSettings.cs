using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace FusionOfN.Configuration;

[Description("A scorer of an ensemble. May be written as the scorer's name alone.")]
[Shorthand(nameof(Scorer))]
internal sealed record EnsembleMemberSettings
{
    [Description("A name from 'scorers', or 'agreement'.")]
    [RefersTo(ReferenceKind.Scorer)]
    public required string? Scorer { get; init; }

    [Description("Its weight in the average.")]
    [Range(0.0, 1_000_000.0)]
    [DefaultValue(1.0)]
    public double Weight { get; init; } = 1;
}
