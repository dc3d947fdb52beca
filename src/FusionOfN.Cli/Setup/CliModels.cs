using FusionOfN.Cli.Rendering;
using FusionOfN.Configuration;
using FusionOfN.Lab;
using FusionOfN.Providers;

namespace FusionOfN.Cli;

/// <summary>The command's models: looked for as every program of this project does, with what this process has.</summary>
internal static class CliModels
{
    /// <summary>Finds the models. Warnings about a file go to standard error.</summary>
    /// <param name="host">The process.</param>
    /// <param name="configFile">The configuration file that was named, if any.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    /// <param name="models">The models that were named; where all of them run in this process, no others are looked for.</param>
    /// <exception cref="CliException">There are none that can be used.</exception>
    public static async Task<ModelSource> FindAsync(CliHost host, string? configFile, CancellationToken cancellationToken, IReadOnlyList<string>? models = null)
    {
        ModelSearch search = new()
        {
            File = configFile,
            Models = models ?? [],
            WorkingDirectory = host.WorkingDirectory,
            Runtime = Runtime(host),
            Sections = CliConfiguration.Sections,
            Box = Box(host),
        };
        ModelSearchResult found = await ModelSources.FindAsync(search, cancellationToken);
        CliConfiguration.WriteWarnings(host, found.Warnings);
        return found.Source ?? throw CliConfiguration.Failure(found.Problem!);
    }

    /// <summary>What endpoints take from the world, in this process.</summary>
    public static EndpointRuntime Runtime(CliHost host) => new() { TimeProvider = host.Time, ReadVariable = host.Variable };

    /// <summary>The models in the box, and what loads others in this process.</summary>
    public static LabBox Box(CliHost host) => new(host.WorkingDirectory, host.Variable, host.LabModelsFolder);

    /// <summary>Says in one line which models were taken and, where they are not the user's own, what they are.</summary>
    public static void WriteOrigin(CliHost host, ModelSource source)
    {
        host.Error.WriteLine($"{TerminalText.OneLine(source.Origin)}.");
        if (source.About is not null)
            host.Error.WriteLine(source.About);
    }
}
