namespace FusionOfN.Local;

/// <summary>A data set on the hub, at one commit: whoever reads it later reads the same.</summary>
public sealed class HubDataSet
{
    internal HubDataSet(HubRepository repository, string commit, IReadOnlyList<HubFile> files)
    {
        Repository = repository;
        Commit = commit;
        Files = files;
    }

    /// <summary>Its name, <c>OWNER/NAME</c>.</summary>
    public string Id => Repository.ToString();

    /// <summary>The commit that its revision stood for when it was looked up, as the hub writes it.</summary>
    public string Commit { get; }

    /// <summary>The paths of its files, with forward slashes.</summary>
    public IReadOnlyList<string> Paths => [.. Files.Select(file => file.Path)];

    internal HubRepository Repository { get; }

    internal IReadOnlyList<HubFile> Files { get; }
}
