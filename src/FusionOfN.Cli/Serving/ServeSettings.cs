namespace FusionOfN.Cli;

/// <summary>The command line of <c>fusion serve</c>.</summary>
/// <param name="Listen">The address to listen on.</param>
/// <param name="ConfigFile">The configuration file that was named, if any.</param>
internal sealed record ServeSettings(Uri Listen, string? ConfigFile);
