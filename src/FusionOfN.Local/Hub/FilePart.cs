using System.Buffers;
using System.Net;

namespace FusionOfN.Local;

/// <summary>A stretch of a file as the body of a request; it is read while it is sent.</summary>
internal sealed class FilePart : HttpContent
{
    private const int BlockSize = 256 * 1024;

    private readonly FileStream _file;
    private readonly long _from;
    private readonly long _length;

    /// <param name="file">The file; whoever opened it closes it.</param>
    /// <param name="from">The first byte.</param>
    /// <param name="length">How many bytes.</param>
    public FilePart(FileStream file, long from, long length) => (_file, _from, _length) = (file, from, length);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        _file.Position = _from;
        var left = _length;
        var block = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            while (left > 0)
            {
                var count = await _file.ReadAsync(block.AsMemory(0, (int)Math.Min(block.Length, left)), cancellationToken).ConfigureAwait(false);
                if (count == 0)
                    throw new IOException($"{_file.Name} became shorter while it was sent.");
                await stream.WriteAsync(block.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
                left -= count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _length;
        return true;
    }
}
