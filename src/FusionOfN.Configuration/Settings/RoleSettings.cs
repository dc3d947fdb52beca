using System.ComponentModel;

namespace FusionOfN.Configuration;

[Description("Options by role.")]
internal sealed record RoleSettings
{
    [Description("Options of the panel's calls.")]
    public GenerationSettings? Panel { get; init; }

    [Description("Options of the fusor's calls.")]
    public GenerationSettings? Fusor { get; init; }

    [Description("Options of the judge's and the analyst's calls.")]
    public GenerationSettings? Judge { get; init; }
}
