namespace FusionOfN;

/// <summary>
/// Makes a text that arrives in pieces well-formed: the halves of a character that was cut between two pieces meet again, and a half whose other half never
/// comes is U+FFFD.
/// </summary>
/// <remarks>Not safe for concurrent use.</remarks>
internal sealed class WellFormedPieces
{
    private char? _half;

    /// <summary>Takes the next piece.</summary>
    /// <param name="piece">Any piece, also an empty one.</param>
    /// <returns>What is whole by now; the first half of a character at the end is held back.</returns>
    public string Append(string piece)
    {
        ArgumentNullException.ThrowIfNull(piece);
        if (piece.Length == 0)
            return piece;

        if (_half is { } half)
            piece = half + piece;
        _half = char.IsHighSurrogate(piece[^1]) ? piece[^1] : null;
        return WellFormedText.Of(_half is null ? piece : piece[..^1]);
    }

    /// <summary>Ends the text.</summary>
    /// <returns>What was held back; mostly empty.</returns>
    public string Complete()
    {
        var rest = _half is null ? "" : WellFormedText.Replacement.ToString();
        _half = null;
        return rest;
    }
}
