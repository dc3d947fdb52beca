namespace FusionOfN.Local;

/// <summary>How far a pull is.</summary>
/// <param name="File">The file in work.</param>
/// <param name="FileBytes">Bytes of it that are here.</param>
/// <param name="FileSize">Its size in bytes.</param>
/// <param name="TotalBytes">Bytes of all files that are here.</param>
/// <param name="TotalSize">The size of all files in bytes.</param>
public readonly record struct PullProgress(string File, long FileBytes, long FileSize, long TotalBytes, long TotalSize);
