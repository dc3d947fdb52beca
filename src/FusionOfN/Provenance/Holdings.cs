namespace FusionOfN;

/// <summary>What one text holds of the answer, by tokens.</summary>
internal sealed class Holdings
{
    private readonly int[] _runs;
    private readonly int[] _proven;

    /// <summary>Takes the length of the longest run from each token on that the text holds, and how much each piece of the answer proves.</summary>
    /// <param name="runs">One length per token.</param>
    /// <param name="weights">The weights of the tokens summed up, 0 first.</param>
    /// <param name="minimum">The weight from which on a run proves that it is from the text.</param>
    /// <param name="tokens">The tokens of the answer.</param>
    public Holdings(int[] runs, int[] weights, int minimum, List<Token> tokens)
    {
        _runs = runs;
        _proven = new int[runs.Length];
        var furthest = 0;
        for (var start = 0; start < runs.Length; start++)
        {
            var end = start + runs[start];
            if (end > furthest && weights[end] - weights[start] >= minimum)
                furthest = end < tokens.Count && tokens[end].IsSpace ? end + 1 : end;
            _proven[start] = Math.Max(furthest, start);
        }
    }

    /// <summary>
    /// How far a piece from a token on can go that is part of a run that proves something, with the space behind it, which proves nothing for anyone; the
    /// token itself when none is.
    /// </summary>
    public int Proven(int token) => _proven[token];

    /// <summary>How far a piece from a token on can go that the text holds, whether that proves something or not.</summary>
    public int Held(int token) => token + _runs[token];
}
