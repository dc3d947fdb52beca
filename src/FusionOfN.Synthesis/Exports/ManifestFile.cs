namespace FusionOfN.Synthesis;

/// <summary>A file of a data set.</summary>
/// <param name="Path">Its path in the folder, with forward slashes.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">The hash of its content, in lower-case hexadecimal.</param>
/// <param name="Rows">The rows in it; null for files that hold none.</param>
public sealed record ManifestFile(string Path, long Bytes, string Sha256, long? Rows = null);
