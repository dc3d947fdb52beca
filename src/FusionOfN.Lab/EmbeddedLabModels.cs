using System.Reflection;

namespace FusionOfN.Lab;

/// <summary>The models inside this assembly, where the command is a single file that has no folder beside it. They are unpacked before they are first used.</summary>
internal static class EmbeddedLabModels
{
    /// <summary>The variable by which .NET is told where to unpack a single-file program; the models follow it.</summary>
    private const string ExtractVariable = "DOTNET_BUNDLE_EXTRACT_BASE_DIR";

    /// <summary>What stands before the names of the resources.</summary>
    private const string Prefix = "Models/";

    private static readonly Assembly Assembly = typeof(EmbeddedLabModels).Assembly;

    private static readonly string[] Names = [.. Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))];

    /// <summary>Whether this build has the models inside.</summary>
    public static bool Exist => Names.Length > 0;

    /// <summary>Where they are unpacked. Each build has a folder of its own.</summary>
    public static string Folder => Path.Combine(CacheFolder, "lab-models", Assembly.ManifestModule.ModuleVersionId.ToString("N"));

    /// <summary>Writes what is missing or not whole.</summary>
    /// <returns><see cref="Folder"/>.</returns>
    /// <exception cref="LabException">The folder cannot be written.</exception>
    public static string Unpack()
    {
        string folder = Folder;
        try
        {
            foreach (string name in Names)
                Unpack(name, Path.Combine(folder, name[Prefix.Length..]));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LabException($"The models in the box cannot be unpacked: {exception.Message} Name a folder that can be written in {ExtractVariable}.", exception);
        }

        return folder;
    }

    // The platform's folder for what can be made again: XDG's on Linux, Caches on macOS, local application data on Windows.
    private static string CacheFolder
    {
        get
        {
            if (Environment.GetEnvironmentVariable(ExtractVariable) is { Length: > 0 } named)
                return Path.Combine(named, "fusionofn");
            string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
            string root = OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify)
                : OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Caches")
                : Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache ? cache
                : Path.Combine(home, ".cache");
            return Path.Combine(root, "fusionofn");
        }
    }

    // Another process may do the same at the same time: each writes a file of its own, and the last to move it into place does no harm.
    private static void Unpack(string name, string target)
    {
        using Stream resource = Assembly.GetManifestResourceStream(name)!;
        if (File.Exists(target) && new FileInfo(target).Length == resource.Length)
            return;

        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        string temporary = $"{target}.{Environment.ProcessId}";
        using (FileStream file = File.Create(temporary))
            resource.CopyTo(file);
        File.Move(temporary, target, overwrite: true);
    }
}
