namespace FusionOfN.Testing;

/// <summary>The usage a fake server reports, in tokens.</summary>
/// <param name="Input">Prompt tokens, cached ones included.</param>
/// <param name="Output">Tokens written, reasoning included.</param>
/// <param name="Cached">Prompt tokens read from the provider's cache; null leaves the field out.</param>
/// <param name="Reasoning">Reasoning tokens; null leaves the field out.</param>
/// <param name="CostUsd">The provider's own cost in US dollars (OpenRouter's <c>usage.cost</c>); null leaves the field out.</param>
public sealed record UpstreamUsage(int Input, int Output, int? Cached = null, int? Reasoning = null, decimal? CostUsd = null);
