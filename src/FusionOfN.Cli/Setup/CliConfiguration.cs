using FusionOfN.Configuration;
using FusionOfN.Gateway;

namespace FusionOfN.Cli;

/// <summary>The command's <c>fusion.yaml</c>: what is wrong with it ends the command, what is odd goes to standard error.</summary>
internal static class CliConfiguration
{
    /// <summary>The sections of the programs that this command starts.</summary>
    public static IReadOnlyList<ConfigurationSection> Sections { get; } = [GatewayConfiguration.Section];

    /// <summary>The file that was named, else the first <c>fusion.yaml</c> from the working directory upwards; null when there is none.</summary>
    /// <exception cref="CliException">What was named is no file.</exception>
    public static string? Find(CliHost host, string? named) =>
        ConfigurationFile.TryFind(named, host.WorkingDirectory, out string? path, out SetupProblem? problem) ? path : throw Failure(problem);

    /// <summary>Reads a file with all its mistakes.</summary>
    public static ConfigurationResult Read(CliHost host, string path) => ConfigurationFile.Read(path, host.WorkingDirectory, Sections);

    /// <summary>Reads a file. Warnings go to standard error.</summary>
    /// <exception cref="CliException">It has mistakes; the message lists all of them.</exception>
    public static FusionConfiguration Load(CliHost host, string path)
    {
        ConfigurationResult result = Read(host, path);
        WriteWarnings(host, result.Warnings);
        return result.Problem is { } problem ? throw Failure(problem) : result.Configuration!;
    }

    public static void WriteWarnings(CliHost host, IReadOnlyList<ConfigurationProblem> warnings)
    {
        foreach (ConfigurationProblem warning in warnings)
            host.Error.WriteLine(warning.ToString());
    }

    public static CliException Failure(SetupProblem problem) => CliException.Configuration(problem.Message, problem.Hint);
}
