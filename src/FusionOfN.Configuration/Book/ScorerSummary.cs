namespace FusionOfN.Configuration;

/// <summary>A scorer in short, for lists.</summary>
/// <param name="Name">The name recipes use.</param>
/// <param name="Kind">Its kind, as in <c>fusion.yaml</c>.</param>
/// <param name="Address">The server's base address; null for scorers without a server.</param>
public sealed record ScorerSummary(string Name, string Kind, string? Address);
