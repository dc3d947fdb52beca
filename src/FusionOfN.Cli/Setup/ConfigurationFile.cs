using FusionOfN.Configuration;
using FusionOfN.Gateway;

namespace FusionOfN.Cli;

/// <summary>Finds and reads <c>fusion.yaml</c>.</summary>
internal static class ConfigurationFile
{
    /// <summary>The sections of the programs that this command starts.</summary>
    public static IReadOnlyList<ConfigurationSection> Sections { get; } = [GatewayConfiguration.Section];

    /// <summary>The file that was named, else the first <c>fusion.yaml</c> from the working directory upwards; null when there is none.</summary>
    public static string? Find(CliHost host, string? named)
    {
        if (named is "")
            throw CliException.Configuration("the name of the configuration file is empty", "'fusion init' writes one.");
        if (named is not null && Directory.Exists(host.FullPath(named)))
            throw CliException.Configuration($"{named} is a folder", $"Name a file in it, for example {Path.Combine(named, FusionConfiguration.FileName)}.");
        if (named is not null)
            return File.Exists(host.FullPath(named)) ? host.FullPath(named) : throw CliException.Configuration($"there is no file {named}", "'fusion init' writes one.");
        for (DirectoryInfo? folder = new(host.WorkingDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, FusionConfiguration.FileName);
            if (File.Exists(path))
                return path;
        }

        return null;
    }

    /// <summary>Reads a file with all its mistakes.</summary>
    public static ConfigurationResult Read(string path) => FusionConfiguration.Load(path, Sections);

    /// <summary>Reads a file. Warnings go to standard error.</summary>
    /// <exception cref="CliException">It has mistakes; the message lists all of them.</exception>
    public static FusionConfiguration Load(CliHost host, string path)
    {
        string shown = Path.GetRelativePath(host.WorkingDirectory, path);
        ConfigurationResult result = Read(path);
        foreach (ConfigurationProblem problem in result.Problems.Where(problem => problem.IsWarning))
            host.Error.WriteLine((problem with { File = shown }).ToString());
        if (result.IsUsable)
            return result.Configuration!;

        IReadOnlyList<ConfigurationProblem> errors = [.. result.Problems.Where(problem => !problem.IsWarning)];
        throw CliException.Configuration(
            $"{shown} cannot be used\n{string.Join('\n', errors.Select(problem => (problem with { File = shown }).ToString()))}");
    }
}
