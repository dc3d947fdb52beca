namespace FusionOfN.Cli;

/// <summary>Where the keys are and how they are shown.</summary>
/// <param name="Store">The store that was named, if any.</param>
/// <param name="ConfigFile">The configuration file that was named, if any.</param>
/// <param name="Json">Whether to print JSON.</param>
internal sealed record KeyChoice(string? Store, string? ConfigFile, bool Json);
