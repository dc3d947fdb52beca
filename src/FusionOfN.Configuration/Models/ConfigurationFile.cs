using System.Diagnostics.CodeAnalysis;

namespace FusionOfN.Configuration;

/// <summary>Finds the <c>fusion.yaml</c> that a program works with.</summary>
public static class ConfigurationFile
{
    private const string WritesOne = "'fusion init' writes one.";

    /// <summary>Finds the file that was named, else the first <c>fusion.yaml</c> from the working directory upwards.</summary>
    /// <param name="named">The file that was named, relative to the working directory; null when none was.</param>
    /// <param name="workingDirectory">The working directory, as a full path.</param>
    /// <param name="path">The file's full path; null when none was named and there is none.</param>
    /// <param name="problem">What is wrong with the name.</param>
    /// <returns>Whether the name, if any, is that of a file.</returns>
    public static bool TryFind(string? named, string workingDirectory, out string? path, [NotNullWhen(false)] out SetupProblem? problem)
    {
        ArgumentNullException.ThrowIfNull(workingDirectory);
        path = null;
        problem = named is null ? null : Check(named, Path.GetFullPath(named, workingDirectory));
        if (problem is not null)
            return false;

        path = named is null ? Above(workingDirectory) : Path.GetFullPath(named, workingDirectory);
        return true;
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file's full path.</param>
    /// <param name="workingDirectory">The working directory, as a full path; problems name the file as seen from there.</param>
    /// <param name="sections">The sections of programs above that are read.</param>
    public static ConfigurationResult Read(string path, string workingDirectory, params IReadOnlyList<ConfigurationSection> sections)
    {
        string shown = Path.GetRelativePath(workingDirectory, path);
        var result = FusionConfiguration.Load(path, sections);
        return result with { Problems = [.. result.Problems.Select(problem => problem with { File = shown })] };
    }

    private static SetupProblem? Check(string named, string full) =>
        named.Length == 0 ? new("the name of the configuration file is empty", WritesOne)
        : Directory.Exists(full) ? new($"{named} is a folder", $"Name a file in it, for example {Path.Combine(named, FusionConfiguration.FileName)}.")
        : File.Exists(full) ? null
        : new($"there is no file {named}", WritesOne);

    private static string? Above(string folder)
    {
        for (DirectoryInfo? at = new(folder); at is not null; at = at.Parent)
        {
            string path = Path.Combine(at.FullName, FusionConfiguration.FileName);
            if (File.Exists(path))
                return path;
        }

        return null;
    }
}
