using System.Text.Json.Nodes;
using FusionOfN.Providers;

namespace FusionOfN.Configuration;

/// <summary>Fields for the request body must be such that a request stays one.</summary>
internal static class BodyCheck
{
    public static void Run(FusionSettings settings, SourceMap map, ProblemList problems)
    {
        var members = settings.Recipes.Values.SelectMany(recipe => (recipe.Panel ?? []).Concat(recipe.Spares ?? [])).ToList();
        var roles = settings.Recipes.Values.Select(recipe => recipe.Roles).Append(settings.Defaults.Roles).OfType<RoleSettings>()
            .SelectMany(role => new[] { role.Panel, role.Fusor, role.Judge }).OfType<GenerationSettings>();
        foreach (var owner in settings.Models.Values.Concat<GenerationSettings>(members).Concat(roles))
            Reserved(owner, owner.Body, map, problems);

        foreach (var member in members.Where(member => member.Body is not null && ModelNames.IsLocal(member.Model ?? "")))
            problems.Add(map.At(member, "body"), $"'{member.Model}' runs in this process, so there is no request for 'body'.", "Remove it.");
    }

    /// <summary>Reports a field that every request sets itself.</summary>
    public static void Reserved(object owner, JsonObject? body, SourceMap map, ProblemList problems)
    {
        if (EndpointOptions.FindReservedField(body) is { } field)
            problems.Add(map.At(owner, "body"), $"'body' sets '{field}', which every request sets itself.", "Take it out.");
    }
}
