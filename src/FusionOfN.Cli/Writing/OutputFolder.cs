namespace FusionOfN.Cli;

/// <summary>
/// A folder that a command fills: its own while it runs, and looked at before anything is done. A folder that holds something else is refused: files of
/// the same names would be replaced there.
/// </summary>
internal sealed class OutputFolder : IDisposable
{
    private const string LockFile = ".fusion.lock";

    private readonly FileStream _lock;

    private OutputFolder(FileStream held) => _lock = held;

    /// <summary>The folder, where this command made it.</summary>
    private string? Made { get; init; }

    /// <summary>Makes the folder where it is not there, and keeps other processes from filling it.</summary>
    /// <param name="host">The process.</param>
    /// <param name="path">The folder as the command line has it.</param>
    /// <param name="own">Files or folders of which a folder of this command holds at least one.</param>
    /// <exception cref="CliException">It is a file, holds something else, cannot be written to, or another process fills it.</exception>
    public static OutputFolder Open(CliHost host, string path, IEnumerable<string> own)
    {
        string full = host.FullPath(path);
        if (File.Exists(full))
            throw CliException.BadInput($"{path} is a file", "Name a folder.");
        if (Directory.Exists(full) && Directory.EnumerateFileSystemEntries(full).Any() && !own.Append(LockFile).Any(name => Path.Exists(Path.Combine(full, name))))
            throw CliException.BadInput($"{path} holds something else already", "Name another folder, or one that is not there yet.");

        string file = Path.Combine(full, LockFile);
        try
        {
            string? made = Directory.Exists(full) ? null : Directory.CreateDirectory(full).FullName;
            return new OutputFolder(new FileStream(file, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose)) { Made = made };
        }
        catch (UnauthorizedAccessException)
        {
            throw CliException.BadInput($"{path} cannot be written to: there is no permission to");
        }
        catch (IOException exception) when (OutputPlace.IsTaken(exception))
        {
            throw CliException.BadInput($"{path} is being written by {FileHolder.Of(file)}", "Wait until it has ended, or name another folder.");
        }
        catch (IOException exception)
        {
            throw OutputPlace.CannotWrite(path, exception);
        }
    }

    public void Dispose()
    {
        _lock.Dispose();
        if (Made is not null && Directory.Exists(Made) && !Directory.EnumerateFileSystemEntries(Made).Any())
            Directory.Delete(Made);
    }
}
