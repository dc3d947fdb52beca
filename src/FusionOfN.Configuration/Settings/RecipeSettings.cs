using System.ComponentModel;

namespace FusionOfN.Configuration;

[Description("A recipe: the panel that is sampled, what turns its answers into one, and the limits.")]
internal sealed record RecipeSettings : RunSettings
{
    [Description("One line for people.")]
    public string? Description { get; init; }

    [Description("Another recipe whose settings hold where this one sets none.")]
    [RefersTo(ReferenceKind.Recipe)]
    [InsteadOf("base", "inherits", "from")]
    public string? Extends { get; init; }

    [Description("The models that are sampled. Needed here or in the recipe that is extended.")]
    [InsteadOf("models", "members", "analysis_models")]
    public IReadOnlyList<MemberSettings>? Panel { get; init; }

    [Description("Models that are asked only when a call of the panel failed, in this order.")]
    [InsteadOf("spare")]
    public IReadOnlyList<MemberSettings>? Spares { get; init; }
}
