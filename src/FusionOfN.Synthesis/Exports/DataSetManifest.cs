namespace FusionOfN.Synthesis;

/// <summary>Every file of a data set with its hash, so that <c>verify</c> can tell whether one was changed.</summary>
public sealed record DataSetManifest
{
    /// <summary>The file's name in the folder of the data set.</summary>
    public const string FileName = "manifest.json";

    /// <summary>The version of this format.</summary>
    public int Format { get; init; } = 1;

    /// <summary>The version of the program that wrote the files.</summary>
    public string? Version { get; init; }

    /// <summary>The recipe, as the card shows it.</summary>
    public IReadOnlyDictionary<string, string> Recipe { get; init; } = new Dictionary<string, string>();

    /// <summary>The files, by path.</summary>
    public required IReadOnlyList<ManifestFile> Files { get; init; }
}
