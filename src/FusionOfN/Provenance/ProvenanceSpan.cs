namespace FusionOfN;

/// <summary>A piece of an answer, and the candidates that hold it word for word.</summary>
/// <param name="Start">Index of its first character in the answer.</param>
/// <param name="Length">Its length in characters.</param>
/// <param name="Candidates">The indices of all candidates that hold the piece as it stands; empty when it is new.</param>
public sealed record ProvenanceSpan(int Start, int Length, IReadOnlyList<int> Candidates)
{
    /// <summary>Whether no candidate holds the piece.</summary>
    public bool IsNew => Candidates.Count == 0;

    /// <summary>Index behind its last character.</summary>
    public int End => Start + Length;

    /// <summary>The piece itself.</summary>
    /// <param name="answer">The answer the span is of.</param>
    public string Of(string answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return answer.Substring(Start, Length);
    }
}
