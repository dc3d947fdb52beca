namespace FusionOfN.Evaluation;

/// <summary>Two texts that passes over a line write by turns, kept from line to line.</summary>
internal sealed class TokenBuffer
{
    private char[] _front = new char[1024];
    private char[] _back = new char[1024];

    /// <summary>Where the next pass writes.</summary>
    /// <param name="length">How much it writes at most.</param>
    public Span<char> Next(int length)
    {
        (_front, _back) = (_back, _front);
        if (_front.Length < length)
            _front = new char[Math.Max(length, 2 * _front.Length)];
        return _front;
    }

    /// <summary>What the last pass wrote.</summary>
    public ReadOnlySpan<char> Written(int length) => _front.AsSpan(0, length);
}
