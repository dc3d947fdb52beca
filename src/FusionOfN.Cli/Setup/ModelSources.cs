using FusionOfN.Providers;

namespace FusionOfN.Cli;

/// <summary>Decides where models come from: a file, else environment variables, else a running Ollama, else the embedded models.</summary>
internal static class ModelSources
{
    /// <summary>Finds the models.</summary>
    /// <param name="host">The process.</param>
    /// <param name="configFile">The configuration file that was named, if any.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    public static Task<ModelSource> FindAsync(CliHost host, string? configFile, CancellationToken cancellationToken)
    {
        if (ConfigurationFile.Find(host, configFile) is { } path)
        {
            FusionConfiguration configuration = ConfigurationFile.Load(host, path);
            string shown = Path.GetRelativePath(host.WorkingDirectory, path);
            return Task.FromResult(new ModelSource(new RecipeBook(configuration, Options(host)), $"Models of {shown}"));
        }

        throw CliException.Configuration("no models");
    }

    private static RecipeBookOptions Options(CliHost host) => new()
    {
        Runtime = new EndpointRuntime { TimeProvider = host.Time, ReadVariable = host.Variable },
    };
}
