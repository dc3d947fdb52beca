namespace FusionOfN.Cli;

/// <summary>The command line of <c>fusion serve</c>.</summary>
/// <param name="Listen">The address to listen on; null for what the configuration says.</param>
/// <param name="ConfigFile">The configuration file that was named, if any.</param>
internal sealed record ServeSettings(Uri? Listen, string? ConfigFile)
{
    /// <summary>Where keys, receipts and spend are kept; null for what the environment or the configuration says.</summary>
    public string? Store { get; init; }

    /// <summary>Whether everyone may ask without a key, also from other machines.</summary>
    public bool AllowAnonymous { get; init; }

    /// <summary>How log lines are written.</summary>
    public LogFormat Log { get; init; }
}
