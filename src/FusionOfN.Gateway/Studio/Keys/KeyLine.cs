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
        rights.AddRange(LimitsOf(key.Limits, "a day"));
        rights.AddRange(LimitsOf(key.SessionLimits, "a session"));
        rights.AddRange(LimitsOf(new SpendLimits { Requests = key.Rates.RequestsPerMinute, Tokens = key.Rates.TokensPerMinute }, "a minute"));
        if (key.Rates.Concurrent is { } concurrent)
            rights.Add($"{Show.Count(concurrent)} requests at once");
        return rights.Count > 0 ? string.Join(" · ", rights) : "everything";
    }

    /// <summary>Limits in words.</summary>
    internal static IEnumerable<string> LimitsOf(SpendLimits limits, string? span)
    {
        string after = span is null ? "" : $" {span}";
        if (limits.Requests is { } requests)
            yield return $"{Show.Count(requests)} requests{after}";
        if (limits.Tokens is { } tokens)
            yield return $"{Show.Count(tokens)} tokens{after}";
        if (limits.CostUsd is { } cost)
            yield return $"{Show.Cost(cost)}{after}";
    }
}
