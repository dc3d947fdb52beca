namespace FusionOfN.Local;

/// <summary>The models on this machine: one folder per model, <c>OWNER/NAME</c>, under one root.</summary>
public sealed class LocalModelCatalog
{
    /// <summary>The environment variable that names the root.</summary>
    public const string EnvironmentVariable = "FUSION_MODELS";

    /// <summary>Creates a catalog.</summary>
    /// <param name="root">The root folder; it need not exist. When null, <see cref="DefaultRoot"/>.</param>
    public LocalModelCatalog(string? root = null) => Root = Path.GetFullPath(root ?? DefaultRoot);

    /// <summary>What <c>FUSION_MODELS</c> names, else <c>fusionofn/models</c> in the platform's folder for local application data.</summary>
    public static string DefaultRoot => Environment.GetEnvironmentVariable(EnvironmentVariable) is { Length: > 0 } root
        ? root
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "fusionofn", "models");

    /// <summary>The root folder.</summary>
    public string Root { get; }

    /// <summary>The folder of a model, whether it is there or not.</summary>
    /// <param name="id">The model, <c>OWNER/NAME</c>.</param>
    /// <exception cref="LocalModelException">The id is not of that form.</exception>
    public string DirectoryOf(string id)
    {
        var model = ModelId.Parse(id);
        return Path.Combine(Root, model.Owner, model.Name);
    }

    /// <summary>The models that are complete, ordered by id.</summary>
    public IReadOnlyList<LocalModelEntry> List() => !Directory.Exists(Root)
        ? []
        : [.. Directory.EnumerateDirectories(Root)
            .SelectMany(Directory.EnumerateDirectories)
            .Where(folder => File.Exists(Path.Combine(folder, ModelFiles.Config)))
            .Select(Describe)
            .OrderBy(entry => entry.Id, StringComparer.Ordinal)];

    /// <summary>Loads a model of the catalog.</summary>
    /// <param name="id">The model, <c>OWNER/NAME</c>.</param>
    /// <param name="options">Threads and batch size; when null, the defaults.</param>
    /// <exception cref="LocalModelException">It is not there, or cannot be loaded.</exception>
    public LocalModel Load(string id, LocalModelOptions? options = null)
    {
        var directory = DirectoryOf(id);
        return Directory.Exists(directory)
            ? LocalModel.Load(directory, options, id)
            : throw new LocalModelException($"The model {id} is not on this machine. Get it with: fusion models pull {id}");
    }

    /// <summary>Removes a model and what was begun of it.</summary>
    /// <param name="id">The model, <c>OWNER/NAME</c>.</param>
    /// <returns>Whether there was anything to remove.</returns>
    /// <exception cref="LocalModelException">The id is not of the form <c>OWNER/NAME</c>, or another process pulls the model.</exception>
    public bool Remove(string id)
    {
        var directory = DirectoryOf(id);
        if (!Directory.Exists(directory))
            return false;

        using var held = HubFolderLock.Take(id, directory);
        Directory.Delete(directory, recursive: true);
        return true;
    }

    private static LocalModelEntry Describe(string folder)
    {
        var id = $"{Path.GetFileName(Path.GetDirectoryName(folder))}/{Path.GetFileName(folder)}";
        var files = new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).ToList();
        return new LocalModelEntry(id, folder, files.Sum(file => file.Length), IsComplete: !files.Any(file => file.Name.EndsWith(HubDownload.PartialSuffix, StringComparison.Ordinal)));
    }
}
