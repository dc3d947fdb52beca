using System.Text;

namespace FusionOfN.Cli;

/// <summary>A file that a command reads.</summary>
internal static class InputFile
{
    /// <summary>The longest text that is read as one: far more than any model takes, and a device has no end.</summary>
    public const int MaxTextMegabytes = 100;

    private const int BlockSize = 64 * 1024;

    /// <summary>The full path of a file that is there.</summary>
    /// <exception cref="CliException">It is not there, or is a folder.</exception>
    public static string Require(CliHost host, string path)
    {
        if (path.Length == 0)
            throw CliException.BadInput("the name of the file to read is empty");
        string full = host.FullPath(path);
        if (Directory.Exists(full))
            throw CliException.BadInput($"{path} is a folder", "Name a file in it.");
        return File.Exists(full) ? full : throw CliException.BadInput($"there is no file {path}");
    }

    /// <summary>Reads a file as text.</summary>
    /// <exception cref="CliException">It is not there, is a folder, or is longer than <see cref="MaxTextMegabytes"/>.</exception>
    public static async Task<string> ReadTextAsync(CliHost host, string path, CancellationToken cancellationToken)
    {
        byte[] bytes = await ReadBytesAsync(host, path, MaxTextMegabytes, cancellationToken) ?? throw TooLong(path);
        using StreamReader reader = new(new MemoryStream(bytes), Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    /// <summary>Reads a file; null when it is longer than that, or has no end.</summary>
    /// <exception cref="CliException">It is not there, or is a folder.</exception>
    public static async Task<byte[]?> ReadBytesAsync(CliHost host, string path, int maxMegabytes, CancellationToken cancellationToken)
    {
        await using FileStream stream = new(Require(host, path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite, BlockSize, useAsync: true);
        using MemoryStream bytes = new();
        byte[] block = new byte[BlockSize];
        while (await stream.ReadAsync(block, cancellationToken) is > 0 and var count)
        {
            if (bytes.Length + count > maxMegabytes * 1_000_000L)
                return null;
            bytes.Write(block, 0, count);
        }

        return bytes.ToArray();
    }

    /// <summary>What is thrown when a text is longer than is read.</summary>
    public static CliException TooLong(string name) => CliException.BadInput($"{name} is longer than {MaxTextMegabytes} MB, or has no end");
}
