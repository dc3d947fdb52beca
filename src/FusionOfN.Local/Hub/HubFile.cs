namespace FusionOfN.Local;

/// <summary>A file on the hub.</summary>
/// <param name="Path">Its path in the repository.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Sha256">Its hash, as 64 hexadecimal digits; the hub knows it of large files only.</param>
internal sealed record HubFile(string Path, long Size, string? Sha256)
{
    /// <summary>The name of its content in Git, as 40 hexadecimal digits; of a large file it is that of a pointer to it.</summary>
    public string? GitHash { get; init; }
}
