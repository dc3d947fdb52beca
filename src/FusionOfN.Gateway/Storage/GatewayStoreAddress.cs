using FusionOfN.Jobs;

namespace FusionOfN.Gateway;

/// <summary>Where the gateway's store is when several places may say so.</summary>
public static class GatewayStoreAddress
{
    /// <summary>The environment variable that names the store.</summary>
    public const string Variable = "FUSION_STORE";

    /// <summary>The file that is used when none is named: <c>fusionofn/gateway.db</c> in the application data folder (<c>~/.local/share</c> on Linux).</summary>
    public static string DefaultPath => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "fusionofn", "gateway.db");

    /// <summary>Finds the store: what the command line names, else <c>FUSION_STORE</c>, else what <c>fusion.yaml</c> names, else the default file.</summary>
    /// <param name="option">The command line's value; null when it has none. It may not hold a password: others can see command lines.</param>
    /// <param name="configured">The file's value, which may be <c>${NAME}</c>; null when it has none.</param>
    /// <param name="variable">Reads environment variables.</param>
    /// <param name="folder">What relative paths are relative to.</param>
    /// <exception cref="StoreException">It is not an address of a store.</exception>
    public static StoreAddress Resolve(string? option, string? configured, Func<string, string?> variable, string folder)
    {
        if (option is not null)
            return Parse(option, mayHoldPassword: false);
        if (variable(Variable) is { Length: > 0 } named)
            return Parse(named, mayHoldPassword: true);
        if (configured is null)
            return StoreAddress.Parse(DefaultPath, folder, mayHoldPassword: false);
        if (!configured.StartsWith("${", StringComparison.Ordinal) || !configured.EndsWith('}'))
            return Parse(configured, mayHoldPassword: false);

        string name = configured[2..^1];
        return variable(name) is { Length: > 0 } value
            ? Parse(value, mayHoldPassword: true)
            : throw new StoreException($"The environment variable {name} that 'store' in fusion.yaml names is not set. Set it to a path or a connection string.");

        StoreAddress Parse(string text, bool mayHoldPassword) => StoreAddress.Parse(text, folder, mayHoldPassword, Variable).WithPassword(variable);
    }
}
