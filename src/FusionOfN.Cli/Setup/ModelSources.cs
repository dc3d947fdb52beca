using FusionOfN.Configuration;
using FusionOfN.Gateway;
using FusionOfN.Providers;

namespace FusionOfN.Cli;

/// <summary>Decides where models come from: a file, else environment variables, else a running Ollama, else the embedded models.</summary>
internal static class ModelSources
{
    /// <summary>Finds the models.</summary>
    /// <param name="host">The process.</param>
    /// <param name="configFile">The configuration file that was named, if any.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    /// <param name="models">The models that were named; where all of them run in this process, no others are looked for.</param>
    public static async Task<ModelSource> FindAsync(CliHost host, string? configFile, CancellationToken cancellationToken, IReadOnlyList<string>? models = null)
    {
        if (ConfigurationFile.Find(host, configFile) is { } path)
        {
            string shown = Path.GetRelativePath(host.WorkingDirectory, path);
            return Create(host, ConfigurationFile.Load(host, path), $"Models of {shown}", file: path);
        }

        if (models is [var first, ..] && models.All(EmbeddedModels.IsOwn))
            return Create(host, FusionConfiguration.ForModel("--models", first, []), "Models that run in this process");

        DiscoveredEndpoint found = await EndpointDiscovery.FindAsync(Runtime(host), cancellationToken);
        if (found is { Options: { } endpoint, Model: { } model })
        {
            FusionConfiguration configuration = FusionConfiguration.ForModel(found.Reason, $"{endpoint.Name}/{model}", [endpoint]);
            return Create(host, configuration, found.Reason.TrimEnd('.'), endpoint.Name);
        }

        if (EmbeddedModels.Find(host, found.Reason) is { } embedded)
            return embedded;
        throw CliException.Configuration(found.Reason, "Set OPENAI_API_KEY or ANTHROPIC_API_KEY, start Ollama, or write a fusion.yaml with 'fusion init'.");
    }

    // With a single endpoint a bare model id can only mean a model there.
    private static bool IsQualified(string name, string endpoint) =>
        name.StartsWith("local:", StringComparison.Ordinal) || name.StartsWith($"{endpoint}/", StringComparison.Ordinal);

    /// <summary>What endpoints take from the world, in this process.</summary>
    public static EndpointRuntime Runtime(CliHost host) => new() { TimeProvider = host.Time, ReadVariable = host.Variable };

    private static ModelSource Create(CliHost host, FusionConfiguration configuration, string origin, string? endpoint = null, string? file = null)
    {
        LocalModelPool local = new(new LocalModelFolders(host));
        RecipeBook book = new(configuration, new RecipeBookOptions { Runtime = Runtime(host), LocalModels = local.Load });
        return new ModelSource(book, origin, local)
        {
            File = file,
            Gateway = GatewayConfiguration.From(configuration),
            Adapt = parts => EmbeddedModels.Adapt(parts, local),
            Qualify = name => endpoint is null || IsQualified(name, endpoint) ? name : $"{endpoint}/{name}",
        };
    }
}
