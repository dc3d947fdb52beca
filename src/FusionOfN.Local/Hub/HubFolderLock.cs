namespace FusionOfN.Local;

/// <summary>Keeps the folder of a model or data set for one pull or removal at a time: two that write one file would spoil it for both.</summary>
internal sealed class HubFolderLock : IDisposable
{
    private const int LinuxTryAgain = 11;
    private const int MacTryAgain = 35;
    private const int WindowsShared = unchecked((int)0x80070020);

    private readonly FileStream _held;

    private HubFolderLock(FileStream held) => _held = held;

    /// <summary>Takes the folder. The lock stands beside it, so that it can be removed meanwhile.</summary>
    /// <exception cref="LocalModelException">Another process has it, or nothing can be written there.</exception>
    public static HubFolderLock Take(string name, string directory)
    {
        var owner = Path.GetDirectoryName(directory)!;
        var file = Path.Combine(owner, $".{Path.GetFileName(directory)}.lock");
        try
        {
            Directory.CreateDirectory(owner);
            return new(new FileStream(file, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose));
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new LocalModelException($"{owner} cannot be written to: there is no permission to.", exception);
        }
        catch (IOException exception) when (exception.HResult is LinuxTryAgain or MacTryAgain or WindowsShared)
        {
            throw new LocalModelException($"{name} is being pulled or removed by {FileHolder.Of(file)}. Wait until that has ended, and try again.", exception);
        }
        catch (IOException exception)
        {
            throw new LocalModelException($"{owner} cannot be written to: {exception.Message.Split(" : '")[0]}.", exception);
        }
    }

    /// <summary>Lets the folder go. The owner's folder goes too when nothing is in it.</summary>
    public void Dispose()
    {
        var owner = Path.GetDirectoryName(_held.Name)!;
        _held.Dispose();
        if (Directory.Exists(owner) && !Directory.EnumerateFileSystemEntries(owner).Any())
            Directory.Delete(owner);
    }
}
