using FusionOfN.Local;

namespace FusionOfN.Lab;

/// <summary>Finds the folder of a model that runs in this process by what follows <c>local:</c> in its name.</summary>
internal sealed class LocalModelFolders
{
    private readonly string _workingDirectory;
    private readonly Func<string, string?> _variable;
    private readonly Lazy<LabModels> _lab;

    public LocalModelFolders(string workingDirectory, Func<string, string?> variable, string? labDirectory)
    {
        _workingDirectory = workingDirectory;
        _variable = variable;
        _lab = new(() => LabModels.Find(labDirectory));
    }

    /// <summary>The models in the box. A single-file program unpacks them now, so ask only when they are wanted.</summary>
    /// <exception cref="LabException">They cannot be unpacked.</exception>
    public LabModels Lab => _lab.Value;

    /// <summary>The folder of <c>lab/NAME</c>, of a folder named by its path, or of <c>OWNER/NAME</c> in the catalog.</summary>
    /// <exception cref="LocalModelException">There is no such model.</exception>
    /// <exception cref="LabException">There is no such model in the box.</exception>
    public string Find(string name)
    {
        if (LabBox.IsInside(name))
            return Lab.PathOf(name[LabBox.Prefix.Length..]);

        string path = Path.GetFullPath(name, _workingDirectory);
        if (Path.IsPathRooted(name) || name.StartsWith('.') || Directory.Exists(path))
            return Directory.Exists(path) ? path : throw new LocalModelException($"There is no model folder {name}.");
        if (name.Count(character => character == '/') != 1)
            throw new LocalModelException($"There is no model folder {name}. Name a folder, OWNER/NAME of a pulled model ('fusion models list'), or lab/NAME.");

        string pulled = Catalog().DirectoryOf(name);
        return Directory.Exists(pulled)
            ? pulled
            : throw new LocalModelException($"The model {name} is not on this machine. Get it with: fusion models pull {name}");
    }

    // Under FUSION_MODELS or, when that is not set, in the folder for application data.
    private LocalModelCatalog Catalog() =>
        new(_variable(LocalModelCatalog.EnvironmentVariable) is { Length: > 0 } root ? Path.GetFullPath(root, _workingDirectory) : null);
}
