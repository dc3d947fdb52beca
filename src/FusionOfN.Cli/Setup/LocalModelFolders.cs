using FusionOfN.Lab;
using FusionOfN.Local;

namespace FusionOfN.Cli;

/// <summary>Finds the folder of a model that runs in this process by what follows <c>local:</c> in its name.</summary>
internal sealed class LocalModelFolders
{
    private readonly CliHost _host;
    private readonly Lazy<LabModels> _lab;

    public LocalModelFolders(CliHost host)
    {
        _host = host;
        _lab = new(() => LabModels.Find(host.LabModelsFolder));
    }

    /// <summary>The models in the box. A single-file program unpacks them now, so ask only when they are wanted.</summary>
    /// <exception cref="LabException">They cannot be unpacked.</exception>
    public LabModels Lab => _lab.Value;

    public static bool IsLab(string name) => name.StartsWith(EmbeddedModels.Prefix, StringComparison.Ordinal);

    /// <summary>The folder of <c>lab/NAME</c>, of a folder named by its path, or of <c>OWNER/NAME</c> in the catalog.</summary>
    /// <exception cref="LocalModelException">There is no such model.</exception>
    /// <exception cref="LabException">There is no such model in the box.</exception>
    public string Find(string name)
    {
        if (IsLab(name))
            return Lab.PathOf(name[EmbeddedModels.Prefix.Length..]);

        string path = _host.FullPath(name);
        if (Path.IsPathRooted(name) || name.StartsWith('.') || Directory.Exists(path))
            return Directory.Exists(path) ? path : throw new LocalModelException($"There is no model folder {name}.");
        if (name.Count(character => character == '/') != 1)
            throw new LocalModelException($"There is no model folder {name}. Name a folder, OWNER/NAME of a pulled model ('fusion models list'), or lab/NAME.");

        string pulled = LocalModels.Catalog(_host).DirectoryOf(name);
        return Directory.Exists(pulled)
            ? pulled
            : throw new LocalModelException($"The model {name} is not on this machine. Get it with: fusion models pull {name}");
    }
}
