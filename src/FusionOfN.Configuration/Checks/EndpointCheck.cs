using FusionOfN.Providers;

namespace FusionOfN.Configuration;

/// <summary>What an endpoint needs beyond the form of its keys.</summary>
internal static class EndpointCheck
{
    public static void Run(FusionSettings settings, SourceMap map, ProblemList problems)
    {
        foreach (var (name, endpoint) in settings.Endpoints)
        {
            if (name.Contains('/', StringComparison.Ordinal) || name == "local")
                problems.Add(
                    map.At(settings.Endpoints, name),
                    $"'{name}' cannot be an endpoint's name.",
                    "Use a name without a slash that is not 'local'.");
            CheckAddress(endpoint, endpoint.BaseUrl, map, problems);
            if (endpoint.ApiVersion is not null && endpoint.Kind != EndpointKind.Azure)
                problems.Warn(
                    map.At(endpoint, "api_version"),
                    "'api_version' is only sent to endpoints of kind azure.",
                    "Remove it, or set 'kind: azure'.");
            int before = problems.Count;
            if (endpoint.Retry is { } retry && (retry.BaseDelayMs ?? 1000) > (retry.MaxDelayMs ?? 60_000))
                problems.Add(
                    map.At(retry, retry.BaseDelayMs is null ? "max_delay_ms" : "base_delay_ms"),
                    "The first wait before a retry is longer than the longest.",
                    "Make base_delay_ms at most max_delay_ms.");
            BodyCheck.Reserved(endpoint, endpoint.Body, map, problems);

            // Whatever an endpoint would refuse to be made of is known before it is used.
            if (problems.Count == before && Uri.TryCreate(endpoint.BaseUrl, UriKind.Absolute, out _))
                AddOthers(name, endpoint, map.At(settings.Endpoints, name), problems);
        }

        foreach (string name in settings.Models.Keys.Where(ModelNames.IsLocal))
            problems.Add(
                map.At(settings.Models, name),
                $"'{name}' cannot be a model's name: 'local:' marks models that run in this process.",
                "Choose another name.");
    }

    /// <summary>An address may fit its pattern and still be none.</summary>
    public static void CheckAddress(object owner, string? address, SourceMap map, ProblemList problems)
    {
        if (address is not null && !Uri.TryCreate(address, UriKind.Absolute, out _))
            problems.Add(map.At(owner, "base_url"), $"{Secrets.Show(address)} is no valid address.", PatternAttribute.UrlMend);
    }

    private static void AddOthers(string name, EndpointSettings endpoint, Place place, ProblemList problems)
    {
        foreach (string error in EndpointMapping.ToOptions(name, endpoint).Validate())
            problems.Add(place, $"{char.ToUpperInvariant(error[0])}{error[1..]}.", "See the endpoint's keys in docs/fusion-yaml.md.");
    }
}
