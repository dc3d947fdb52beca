namespace FusionOfN.Gateway.Studio;

/// <summary>A key in a list.</summary>
/// <param name="Id">What spend refers to.</param>
/// <param name="Name">Its name.</param>
/// <param name="Prefix">How its secret begins.</param>
/// <param name="State">Whether it is taken: <c>in use</c>, <c>expired</c> or <c>revoked</c>.</param>
/// <param name="Rights">What it may do.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record KeyLine(string Id, string Name, string Prefix, string State, string Rights, DateTimeOffset CreatedAt)
{
    /// <summary>Whether it is taken.</summary>
    public bool IsLive => State == "in use";

    internal static KeyLine Of(ApiKey key, DateTimeOffset now) =>
        new(key.Id, key.Name, key.Prefix, key.RevokedAt is not null ? "revoked" : key.IsLive(now) ? "in use" : "expired", RightsOf(key), key.CreatedAt);

    private static string RightsOf(ApiKey key)
    {
        List<string> rights = [];
        if (key.IsAdmin)
            rights.Add("admin");
        if (key.Recipes is { } recipes)
            rights.Add($"recipes {string.Join(", ", recipes)}");
        if (key.Models is { } models)
            rights.Add($"models {string.Join(", ", models)}");
        if (key.Limits.Requests is { } requests)
            rights.Add($"{Show.Count(requests)} requests a day");
        if (key.Limits.Tokens is { } tokens)
            rights.Add($"{Show.Count(tokens)} tokens a day");
        if (key.Limits.CostUsd is { } cost)
            rights.Add($"{Show.Cost(cost)} a day");
        return rights.Count > 0 ? string.Join(" · ", rights) : "everything";
    }
}
