using FusionOfN.Gateway;

namespace FusionOfN.Cli;

/// <summary>Opens the store for the commands that work on keys.</summary>
internal static class KeyStore
{
    public static Task<GatewayStore> OpenAsync(CliHost host, KeyChoice choice, CancellationToken cancellationToken) => GatewayStore.OpenAsync(
        StoreLocation.Find(host, choice.Store, choice.ConfigFile), new GatewayStoreOptions { Time = host.Time }, cancellationToken);
}
