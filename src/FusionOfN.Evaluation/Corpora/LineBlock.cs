using System.Buffers;

namespace FusionOfN.Evaluation;

/// <summary>Lines that follow each other in a file, as bytes without their ends.</summary>
internal sealed class LineBlock : IDisposable
{
    private readonly byte[] _bytes;
    private readonly int[] _ends;

    public LineBlock(long firstLine, byte[] bytes, int[] ends) => (FirstLine, _bytes, _ends) = (firstLine, bytes, ends);

    /// <summary>The number of the first line, from 1.</summary>
    public long FirstLine { get; }

    public int Count => _ends.Length;

    /// <summary>A line, without the line feed and a carriage return at its end.</summary>
    public ReadOnlyMemory<byte> this[int index]
    {
        get
        {
            int start = index == 0 ? 0 : _ends[index - 1];
            int end = _ends[index];
            if (end > start && _bytes[end - 1] == '\n')
                end--;
            if (end > start && _bytes[end - 1] == '\r')
                end--;
            return _bytes.AsMemory(start, end - start);
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);
}
