namespace FusionOfN.Evaluation;

/// <summary>
/// JSON as Python writes it, as JSON that others read: NaN, Infinity and -Infinity, which are no JSON, become null.
/// </summary>
internal sealed class PythonJsonStream(Stream source) : ForwardStream(source)
{
    private const int MaxWord = 9;

    private readonly byte[] _input = new byte[64 * 1024];
    private readonly List<byte> _word = new(MaxWord);
    private byte[] _output = new byte[2 * 64 * 1024];
    private int _start;
    private int _end;
    private bool _isInText;
    private bool _isEscaped;
    private bool _isAtEnd;

    public override int Read(Span<byte> buffer)
    {
        while (_start == _end && !_isAtEnd)
            Fill();
        int count = Math.Min(buffer.Length, _end - _start);
        _output.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    private void Fill()
    {
        (_start, _end) = (0, 0);
        int count = Source.Read(_input);
        _isAtEnd = count == 0;
        if (_output.Length < (2 * count) + MaxWord)
            _output = new byte[(2 * count) + MaxWord];
        foreach (byte value in _input.AsSpan(0, count))
            Add(value);
        if (_isAtEnd)
            EndWord();
    }

    private void Add(byte value)
    {
        if (_isInText)
        {
            _isInText = _isEscaped || value != '"';
            _isEscaped = !_isEscaped && value == '\\';
            _output[_end++] = value;
            return;
        }

        bool isOfWord = value is (byte)'-' or (byte)'N' or (byte)'I' || (_word.Count > 0 && char.IsAsciiLetter((char)value));
        if (isOfWord && _word.Count < MaxWord)
        {
            if (value == '-')
                EndWord();
            _word.Add(value);
            return;
        }

        EndWord();
        _isInText = value == '"';
        _output[_end++] = value;
    }

    private void EndWord()
    {
        if (_word.Count == 0)
            return;
        ReadOnlySpan<byte> word = _word.ToArray();
        if (word.SequenceEqual("NaN"u8) || word.SequenceEqual("Infinity"u8) || word.SequenceEqual("-Infinity"u8))
            word = "null"u8;
        word.CopyTo(_output.AsSpan(_end));
        _end += word.Length;
        _word.Clear();
    }
}
