namespace FusionOfN.Providers;

/// <summary>What a look at an endpoint found.</summary>
/// <param name="Endpoint">The endpoint's name.</param>
/// <param name="Latency">How long the look took.</param>
/// <param name="Models">The models the server lists; null when it does not say.</param>
/// <param name="MissingModels">Models that the endpoint's options name and the server does not list.</param>
/// <param name="Problem">What is wrong; null when the server answered.</param>
public sealed record ProbeReport(
    string Endpoint, TimeSpan Latency, IReadOnlyList<string>? Models, IReadOnlyList<string> MissingModels, EndpointException? Problem)
{
    /// <summary>Whether the server answered and has every model that is named.</summary>
    public bool IsHealthy => Problem is null && MissingModels.Count == 0;

    /// <summary>The findings in one or two sentences, with the mend.</summary>
    public string Summary
    {
        get
        {
            if (Problem is not null) return Problem.Message;
            string answered = FormattableString.Invariant($"endpoint '{Endpoint}' answered in {Latency.TotalMilliseconds:0} ms");
            if (Models is null) return $"{answered}; it does not list its models.";
            if (MissingModels.Count == 0) return $"{answered}; it lists {Models.Count} {(Models.Count == 1 ? "model" : "models")}.";
            string offered = Models.Count == 0 ? "It lists no model." : $"It lists {string.Join(", ", Models.Take(12))}{(Models.Count > 12 ? ", …" : "")}.";
            return $"{answered}, but has no model {string.Join(", ", MissingModels)}. {offered}";
        }
    }
}
