using System.IO.Compression;

namespace FusionOfN.Evaluation;

/// <summary>A file that is packed with gzip, as it was before. A file that is broken is told of as one, wherever it is read.</summary>
internal sealed class UnpackedStream : ForwardStream
{
    private readonly string _name;

    // Without it, a file that is cut off ends as if it were whole, and rows are missing without a word.
    static UnpackedStream() => AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);

    private UnpackedStream(Stream packed, string name)
        : base(new GZipStream(packed, CompressionMode.Decompress)) => _name = name;

    /// <summary>The bytes of a file, which may be packed or not.</summary>
    public static Stream Open(CorpusFile file)
    {
        byte[] head = new byte[2];
        int read = file.Stream.ReadAtLeast(head, 2, throwOnEndOfStream: false);
        Stream whole = new PrefixedStream(head.AsMemory(0, read), file.Stream);
        return read == 2 && head is [0x1f, 0x8b] ? new UnpackedStream(whole, file.Name) : whole;
    }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return Source.Read(buffer);
        }
        catch (InvalidDataException)
        {
            throw new CorpusException($"{_name} is packed with gzip, and broken: damaged, or not copied to its end. Fetch or pack it again.");
        }
    }
}
