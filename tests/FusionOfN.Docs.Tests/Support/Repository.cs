namespace FusionOfN.Docs.Tests;

/// <summary>The files that these tests read.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution. A build for CI maps source paths away, so it is looked for from where the tests run.</summary>
    public static string Root { get; } = FindRoot();

    public static string PathOf(string file) => Path.Combine(Root, file.Replace('/', Path.DirectorySeparatorChar));

    public static string Read(string file) => File.ReadAllText(PathOf(file)).ReplaceLineEndings("\n");

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FusionOfN.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
