namespace FusionOfN.Cli;

/// <summary>A file that a command reads.</summary>
internal static class InputFile
{
    /// <summary>The full path of a file that is there.</summary>
    /// <exception cref="CliException">It is not there, or is a folder.</exception>
    public static string Require(CliHost host, string path)
    {
        string full = host.FullPath(path);
        if (Directory.Exists(full))
            throw CliException.BadInput($"{path} is a folder", "Name a file in it.");
        return File.Exists(full) ? full : throw CliException.BadInput($"there is no file {path}");
    }
}
