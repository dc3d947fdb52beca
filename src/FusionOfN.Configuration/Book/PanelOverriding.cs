using FusionOfN.Providers;

namespace FusionOfN.Configuration;

/// <summary>Makes the panel that one run asks for out of the recipe's.</summary>
internal static class PanelOverriding
{
    public static IReadOnlyList<MemberSettings>? Apply(RecipeSettings recipe, RecipeOverrides overrides)
    {
        var members = overrides.Models.Count > 0 ? [.. overrides.Models.Select(model => new MemberSettings { Model = model })] : recipe.Panel;
        if (members is not { Count: > 0 })
            return members;

        if (overrides.ModelOptions.Keys.FirstOrDefault(name => members.All(member => member.Model != name)) is { } stranger)
        {
            throw new ConfigurationException(
                $"There are options for {Secrets.Show(stranger)}, which is no member of the panel: {string.Join(", ", members.Select(member => member.Model).Distinct())}.");
        }

        int? wanted = overrides.Samples ?? (overrides.Models.Count == 1 ? recipe.Panel?.Sum(member => member.Samples) : null);
        return WithOptions(wanted is { } samples ? Deal(members, samples) : members, overrides);
    }

    /// <summary>Members with the options asked for over their own.</summary>
    public static IReadOnlyList<MemberSettings>? WithOptions(IReadOnlyList<MemberSettings>? members, RecipeOverrides overrides) =>
        members is null || overrides is { PanelOptions: null, ModelOptions.Count: 0 }
            ? members
            : [.. members.Select(member => WithOptions(overrides.PanelOptions?.Over(member) ?? member, overrides.ModelOptions))];

    private static MemberSettings WithOptions(MemberSettings member, IReadOnlyDictionary<string, GenerationOverrides> options) =>
        options.TryGetValue(member.Model!, out var own) ? own.Over(member) : member;

    private static IReadOnlyList<MemberSettings> Deal(IReadOnlyList<MemberSettings> members, int samples) =>
    [
        .. members
            .Select((member, index) => member with { Samples = (samples / members.Count) + (index < samples % members.Count ? 1 : 0) })
            .Where(member => member.Samples > 0),
    ];
}
