namespace FusionOfN.Synthesis;

/// <summary>Counts the lines of a format.</summary>
internal sealed class FormatTally
{
    private readonly SortedDictionary<string, long> _lines = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _leftOut = new(StringComparer.Ordinal);

    public void Add(string split, int lines) => _lines[split] = _lines.GetValueOrDefault(split) + lines;

    public void LeaveOut(string reason) => _leftOut[reason] = _leftOut.GetValueOrDefault(reason) + 1;

    public FormatReport Report(string format, string? method) => new(format, method) { Lines = _lines, LeftOut = _leftOut };
}
