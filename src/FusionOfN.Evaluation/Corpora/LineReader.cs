using System.Buffers;
using System.Globalization;

namespace FusionOfN.Evaluation;

/// <summary>
/// Reads a file of text in blocks of lines, a block in memory at a time. Only a line feed ends a line: what others take for an end may stand within a segment.
/// </summary>
internal sealed class LineReader : IDisposable
{
    private const int MaxLineMegabytes = 64;

    private readonly Stream _stream;
    private readonly string _name;
    private byte[] _buffer = new byte[128 * 1024];
    private int _start;
    private int _end;
    private bool _isAtEnd;
    private bool _isBegun;

    private LineReader(Stream stream, string name) => (_stream, _name) = (stream, name);

    /// <summary>The number of lines read.</summary>
    public long Lines { get; private set; }

    /// <summary>Opens a file, packed with gzip or not.</summary>
    public static LineReader Open(CorpusFile file) => new(UnpackedStream.Open(file), file.Name);

    /// <summary>The next lines; null at the end.</summary>
    /// <param name="maxLines">How many at most; fewer only where the file ends.</param>
    /// <exception cref="CorpusException">The file is not text that can be read.</exception>
    public LineBlock? Read(int maxLines)
    {
        List<int> ends = new(maxLines);
        int scanned = _start;
        while (ends.Count < maxLines)
        {
            int ahead = _buffer.AsSpan(scanned, _end - scanned).IndexOf((byte)'\n');
            if (ahead >= 0)
            {
                scanned += ahead + 1;
                ends.Add(scanned - _start);
                continue;
            }

            if (_isAtEnd)
                break;
            int taken = ends.Count == 0 ? 0 : ends[^1];
            if (_end - _start - taken > MaxLineMegabytes * 1_000_000)
                throw new CorpusException(string.Create(CultureInfo.InvariantCulture, $"{_name}:{Lines + ends.Count + 1}: the line is longer than {MaxLineMegabytes} MB. One segment or row belongs on each line."));
            int held = _end - _start;
            Fill();
            scanned = _start + held;
        }

        if (_isAtEnd && ends.Count < maxLines && _end > _start + (ends.Count == 0 ? 0 : ends[^1]))
            ends.Add(_end - _start);
        if (ends.Count == 0)
            return null;

        byte[] bytes = ArrayPool<byte>.Shared.Rent(ends[^1]);
        _buffer.AsSpan(_start, ends[^1]).CopyTo(bytes);
        LineBlock block = new(Lines + 1, bytes, [.. ends]);
        _start += ends[^1];
        Lines += ends.Count;
        return block;
    }

    public void Dispose() => _stream.Dispose();

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        int count = _stream.ReadAtLeast(_buffer.AsSpan(_end), _isBegun ? 1 : 3, throwOnEndOfStream: false);
        _isAtEnd = count == 0;
        _end += count;
        if (!_isBegun)
            CheckHead();
        _isBegun = true;
    }

    // A byte order mark is no text.
    private void CheckHead()
    {
        var head = _buffer.AsSpan(0, _end);
        if (head.StartsWith("\uFEFF"u8))
        {
            head[3..].CopyTo(head);
            _end -= 3;
        }
        else if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            throw new CorpusException($"{_name} is UTF-16. Save it as UTF-8.");
        }
    }
}
