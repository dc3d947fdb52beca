using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using ZstdSharp;

namespace FusionOfN.Synthesis;

/// <summary>Opens what a name stands for, unpacked where the name says that it is packed.</summary>
internal static class InputStreams
{
    private const int BufferSize = 64 * 1024;
    private const int PeekedBytes = 16 * 1024;

    // Without it, .NET takes the end of a gzip file that was broken off for the end of its rows. Programs set it for the whole process as well.
    static InputStreams() => AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);

    /// <summary>Opens a file.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="shown">The name a person gave it.</param>
    /// <exception cref="SynthesisException">It is not there, is a folder, or may not be read.</exception>
    public static Stream Open(string path, string shown)
    {
        if (Directory.Exists(path))
            throw new SynthesisException($"{shown} is a folder", "Name a file in it.");
        try
        {
            FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, BufferSize, useAsync: true);
            return Unpack(file, path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SynthesisException($"there is no file {shown}");
        }
        catch (UnauthorizedAccessException)
        {
            throw new SynthesisException($"{shown} cannot be read: there is no permission to");
        }
    }

    /// <summary>The name of what is packed: <c>prompts.csv</c> for <c>prompts.csv.gz</c>.</summary>
    public static string Unpacked(string path) => IsGzip(path) || IsZstandard(path) ? Path.GetFileNameWithoutExtension(path) : Path.GetFileName(path);

    /// <summary>Looks at the beginning of a stream without taking anything away from it.</summary>
    public static async Task<PeekedStream> PeekAsync(Stream stream, CancellationToken cancellationToken)
    {
        var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: BufferSize));
        var read = await pipe.ReadAtLeastAsync(PeekedBytes, cancellationToken).ConfigureAwait(false);
        var start = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, PeekedBytes)).ToArray();
        pipe.AdvanceTo(read.Buffer.Start);
        return new PeekedStream(start, pipe.AsStream());
    }

    /// <summary>Copies a stream into a file of its own that goes with it, for formats that are read from their end.</summary>
    public static async Task<Stream> SpoolAsync(Stream stream, CancellationToken cancellationToken)
    {
        FileStream file = new(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, BufferSize, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        try
        {
            await using (stream.ConfigureAwait(false))
                await stream.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static Stream Unpack(Stream file, string path) =>
        IsGzip(path) ? new GZipStream(file, CompressionMode.Decompress)
        : IsZstandard(path) ? new DecompressionStream(file, leaveOpen: false)
        : file;

    private static bool IsGzip(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    private static bool IsZstandard(string path) => path.EndsWith(".zst", StringComparison.OrdinalIgnoreCase);
}
