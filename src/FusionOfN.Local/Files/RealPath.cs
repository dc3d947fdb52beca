namespace FusionOfN;

/// <summary>The path of a file without links in it, so that two names of one file can be told.</summary>
internal static class RealPath
{
    private const int MaxLinks = 40;

    /// <summary>Follows every link on the way. What does not exist keeps its name.</summary>
    public static string Of(string path)
    {
        string full = Path.GetFullPath(path);
        for (int links = 0; links < MaxLinks; links++)
        {
            if (Follow(full) is not { } next)
                return full;
            full = next;
        }

        return full;
    }

    // The path with its first link replaced by what that names; null when there is none.
    private static string? Follow(string full)
    {
        string walked = Path.GetPathRoot(full)!;
        string[] parts = full[walked.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        for (int index = 0; index < parts.Length; index++)
        {
            string here = Path.Combine(walked, parts[index]);
            if (new FileInfo(here).LinkTarget is { } target)
                return Path.GetFullPath(Path.Combine([Path.GetFullPath(target, walked), .. parts[(index + 1)..]]));
            walked = here;
        }

        return null;
    }
}
