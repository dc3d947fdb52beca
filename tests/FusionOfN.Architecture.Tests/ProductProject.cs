using System.Xml.Linq;

namespace FusionOfN.Architecture.Tests;

/// <summary>A project below <c>src/</c>, as its project file says.</summary>
internal sealed class ProductProject
{
    private readonly XDocument _file;

    private ProductProject(string path)
    {
        Name = Path.GetFileNameWithoutExtension(path);
        Folder = Path.GetDirectoryName(path)!;
        _file = XDocument.Load(path);
    }

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ProductProject> All { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => new ProductProject(path))];

    public string Name { get; }

    public string Folder { get; }

    /// <summary>The name of its assembly.</summary>
    public string Assembly => _file.Descendants("AssemblyName").FirstOrDefault()?.Value ?? Name;

    /// <summary>The projects that it uses.</summary>
    public IReadOnlyList<string> Uses => [.. _file.Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(((string)reference.Attribute("Include")!).Replace('\\', '/')))];

    /// <summary>The assemblies that see its internals, those of all projects aside.</summary>
    public IReadOnlyList<string> Friends => [.. _file.Descendants("InternalsVisibleTo").Select(friend => (string)friend.Attribute("Include")!)];

    /// <summary>The repository. A build for CI maps source paths away, so it is looked for from where the tests run.</summary>
    public static string Root
    {
        get
        {
            DirectoryInfo? folder = new(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FusionOfN.slnx")))
                folder = folder.Parent;
            return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }
    }
}
