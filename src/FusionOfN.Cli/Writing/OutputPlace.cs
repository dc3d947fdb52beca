using FusionOfN.Jobs;

namespace FusionOfN.Cli;

/// <summary>Opens what a command writes to, before anything is paid: nothing is replaced or shortened by that, and links lead where they lead.</summary>
internal static class OutputPlace
{
    private const int WindowsShared = unchecked((int)0x80070020);

    /// <summary>Opens a file for writing, or makes it.</summary>
    /// <param name="host">The process.</param>
    /// <param name="path">The file as the command line has it.</param>
    /// <param name="access">Whether it is read too.</param>
    /// <param name="share">What other processes may do with it meanwhile.</param>
    /// <param name="cancellationToken">Stops waiting for the reader of a pipe.</param>
    /// <exception cref="CliException">It is a folder, cannot be written, or another process has it.</exception>
    public static async Task<FileStream> OpenAsync(CliHost host, string path, FileAccess access, FileShare share, CancellationToken cancellationToken)
    {
        string full = host.FullPath(path);
        if (path.Length == 0)
            throw CliException.BadInput("the name of the file to write is empty");
        if (Directory.Exists(full) || Path.EndsInDirectorySeparator(path))
            throw CliException.BadInput($"{path} is a folder", "Name a file in it.");
        try
        {
            // A link may lead into a folder that is not there yet.
            if (Path.GetDirectoryName(RealPath.Of(full)) is { Length: > 0 } folder)
                Directory.CreateDirectory(folder);

            // No buffer: what was written is in the file when the write returns. Opening a pipe waits for its reader, which must not keep Ctrl+C waiting.
            return await Task.Run(() => new FileStream(full, FileMode.OpenOrCreate, access, share, bufferSize: 0), cancellationToken).WaitAsync(cancellationToken);
        }
        catch (UnauthorizedAccessException)
        {
            throw CliException.BadInput($"{path} cannot be written: there is no permission to");
        }
        catch (IOException exception) when (IsTaken(exception))
        {
            throw CliException.BadInput($"{path} is being written by {FileHolder.Of(full)}", "Wait until it has ended, or name another file.");
        }
        catch (IOException exception)
        {
            throw CannotWrite(path, exception);
        }
    }

    /// <summary>Whether a file could not be opened because another has it open for itself.</summary>
    public static bool IsTaken(IOException exception) => exception.HResult == WindowsShared || exception.HResult == SystemCalls.TryAgain;

    /// <summary>What is thrown when a write to a file failed.</summary>
    public static CliException CannotWrite(string path, IOException exception) => DiskFull.Explains(exception)
        ? new CliException(ExitCode.DiskFull, $"{path} cannot be written: there is no space left")
        : CliException.BadInput($"{path} cannot be written: {FileFault.Describe(exception)}");

    /// <summary>Whether a stream is that of a plain file, and not of a device or pipe: only a file can be given a length.</summary>
    public static bool IsFile(FileStream stream)
    {
        if (!stream.CanSeek)
            return false;
        try
        {
            stream.SetLength(stream.Length);
            return true;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException)
        {
            return false;
        }
    }
}
