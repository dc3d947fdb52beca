namespace FusionOfN.Providers;

/// <summary>What was found without a configuration file.</summary>
/// <param name="Options">The endpoint; null when none was found.</param>
/// <param name="Model">The model to use; null when no endpoint was found.</param>
/// <param name="Reason">One sentence: what was taken and why, or what was looked for in vain.</param>
public sealed record DiscoveredEndpoint(EndpointOptions? Options, string? Model, string Reason);
