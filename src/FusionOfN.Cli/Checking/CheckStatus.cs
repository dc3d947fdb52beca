namespace FusionOfN.Cli;

/// <summary>How a check of <c>fusion doctor</c> went.</summary>
internal enum CheckStatus
{
    Ok,

    /// <summary>Works, but a person should know something.</summary>
    Warning,

    Failed,
}
