namespace FusionOfN.Local;

/// <summary>Asks how much room a disk has.</summary>
internal static class DiskSpace
{
    public static long? Free(string directory)
    {
        try
        {
            return new DriveInfo(Path.GetFullPath(directory)).AvailableFreeSpace;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
