using FusionOfN.Local;

namespace FusionOfN.Cli;

/// <summary>The models on this machine.</summary>
internal static class LocalModels
{
    /// <summary>The catalog under <c>FUSION_MODELS</c> or, when that is not set, in the folder for application data.</summary>
    public static LocalModelCatalog Catalog(CliHost host) =>
        new(host.Variable(LocalModelCatalog.EnvironmentVariable) is { Length: > 0 } root ? host.FullPath(root) : null);
}
