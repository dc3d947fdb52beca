namespace FusionOfN.Configuration;

/// <summary>A model in short, for lists.</summary>
/// <param name="Name">The name recipes use.</param>
/// <param name="Endpoint">Its endpoint's name; null for a model that runs in this process.</param>
/// <param name="Id">Its id at the endpoint.</param>
/// <param name="Price">Its price now; null when it is not known.</param>
public sealed record ModelSummary(string Name, string? Endpoint, string Id, Price? Price)
{
    /// <summary>The context window in tokens; null when it is not known.</summary>
    public int? ContextWindow { get; init; }

    /// <summary>The most tokens of one answer; null when it is not known.</summary>
    public int? MaxOutput { get; init; }

    /// <summary>What its provider allows to be done with its answers, as the file says it: a licence, <c>no-training</c> or <c>evaluation-only</c>; null when it says nothing.</summary>
    public string? Terms { get; init; }
}
