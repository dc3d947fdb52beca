namespace FusionOfN;

/// <summary>Says which process has a file open, as far as the system tells.</summary>
internal static class FileHolder
{
    private const int ShownCommand = 80;

    /// <summary>A process by its number and command; <c>another process</c> where that cannot be seen.</summary>
    public static string Of(string path)
    {
        string real = RealPath.Of(path);
        try
        {
            foreach (string process in Directory.EnumerateDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out int id) && id != Environment.ProcessId))
            {
                if (HasOpen(process, real))
                    return $"process {Path.GetFileName(process)} ({Command(process)})";
            }
        }
        catch (IOException)
        {
        }

        return "another process";
    }

    private static bool HasOpen(string process, string path)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(Path.Combine(process, "fd")).Any(descriptor => new FileInfo(descriptor).LinkTarget == path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It has ended meanwhile, or belongs to somebody else.
            return false;
        }
    }

    private static string Command(string process)
    {
        try
        {
            string command = File.ReadAllText(Path.Combine(process, "cmdline")).Replace('\0', ' ').Trim();
            return command.Length <= ShownCommand ? command : $"{command[..ShownCommand]}…";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "ended just now";
        }
    }
}
