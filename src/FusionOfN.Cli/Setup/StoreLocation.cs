using FusionOfN.Gateway;
using FusionOfN.Jobs;

namespace FusionOfN.Cli;

/// <summary>Finds the gateway's store: <c>--store</c>, else <c>FUSION_STORE</c>, else <c>gateway.store</c> of the configuration, else the standard file.</summary>
internal static class StoreLocation
{
    /// <summary>Finds the store.</summary>
    /// <param name="host">The process.</param>
    /// <param name="option">The value of <c>--store</c>, if any; relative to the working directory.</param>
    /// <param name="configFile">The configuration file that was named, if any; a path in it is relative to its folder.</param>
    /// <exception cref="StoreException">What is named is no store.</exception>
    public static StoreAddress Find(CliHost host, string? option, string? configFile)
    {
        // The file is only read when it is needed: a mistake in a recipe must not keep anyone from revoking a key.
        bool isNamed = option is not null || host.Variable(GatewayStoreAddress.Variable) is { Length: > 0 };
        string? path = isNamed ? null : CliConfiguration.Find(host, configFile);
        GatewayConfiguration? gateway = path is null ? null : GatewayConfiguration.From(CliConfiguration.Load(host, path));
        return GatewayStoreAddress.Resolve(option, gateway?.Store, host.Variable, path is null ? host.WorkingDirectory : Path.GetDirectoryName(path)!);
    }
}
