using System.ComponentModel;

namespace FusionOfN.Configuration;

[Description("What holds for every recipe that does not say otherwise.")]
internal sealed record DefaultSettings : RunSettings
{
    [Description("The recipe that is used when none is named. When absent: the one named 'default', else the first.")]
    [RefersTo(ReferenceKind.Recipe)]
    public string? Recipe { get; init; }
}
