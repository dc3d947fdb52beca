using System.Text;

namespace FusionOfN;

/// <summary>Puts stretches of one text together. Mostly they are next to one another, or the whole text, and nothing is copied more than once.</summary>
/// <param name="text">The text.</param>
internal struct Stretches(string text)
{
    private int _start;
    private int _length;
    private StringBuilder? _joined;

    /// <summary>Adds a stretch behind those before.</summary>
    public void Add(int start, int length)
    {
        if (_joined is null && start == _start + _length)
            _length += length;
        else if (_joined is null && _length == 0)
            (_start, _length) = (start, length);
        else if (length > 0)
            (_joined ??= new StringBuilder().Append(text, _start, _length)).Append(text, start, length);
    }

    public override readonly string ToString() => _joined?.ToString() ?? text.Substring(_start, _length);
}
