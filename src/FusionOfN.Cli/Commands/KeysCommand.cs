namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion keys</c>: the API keys of the gateway.</summary>
internal static class KeysCommand
{
    /// <summary>What the help of each says about the store.</summary>
    public static IReadOnlyList<string> Notes { get; } =
    [
        "A password of the store may only stand in FUSION_STORE, in a variable that",
        "fusion.yaml names, or in PGPASSWORD.",
    ];

    public static CliCommand Create(CliHost host) => new(
        "keys",
        "The API keys of the gateway: make, list and revoke them.",
        "fusion keys add laptop",
        "fusion keys list",
        "fusion keys revoke laptop")
    {
        KeysAddCommand.Create(host),
        KeysListCommand.Create(host),
        KeysRevokeCommand.Create(host),
    };
}
