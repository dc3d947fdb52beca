namespace FusionOfN;

/// <summary>A piece of an answer, and the candidates that hold it word for word.</summary>
/// <param name="Start">Index of its first character in the answer.</param>
/// <param name="Length">Its length in characters.</param>
/// <param name="Candidates">The indices of all candidates that it is from; empty when it is new, or too short to say.</param>
public sealed record ProvenanceSpan(int Start, int Length, IReadOnlyList<int> Candidates)
{
    /// <summary>For a piece too short to say: the indices of the candidates that hold its words, and that it may be from. Otherwise empty.</summary>
    public IReadOnlyList<int> Possible { get; init; } = [];

    /// <summary>
    /// Where in the answer one passage of the candidates ends and the next begins, inside the piece: most pieces are one passage and have none. Spaces
    /// around a passage belong to no candidate.
    /// </summary>
    public IReadOnlyList<int> Seams { get; init; } = [];

    /// <summary>What is known of where it comes from.</summary>
    public ProvenanceKind Kind => Candidates.Count > 0 ? ProvenanceKind.Copied : Possible.Count > 0 ? ProvenanceKind.TooShort : ProvenanceKind.New;

    /// <summary>Whether no candidate holds the piece.</summary>
    public bool IsNew => Kind == ProvenanceKind.New;

    /// <summary>Index behind its last character.</summary>
    public int End => Start + Length;

    /// <summary>The piece itself.</summary>
    /// <param name="answer">The answer the span is of.</param>
    public string Of(string answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return answer.Substring(Start, Length);
    }

    /// <summary>The passages of the piece, each as its candidates have it, without the spaces around it.</summary>
    /// <param name="answer">The answer the span is of.</param>
    public IEnumerable<string> Passages(string answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var from = Start;
        foreach (var to in Seams.Append(End))
        {
            yield return answer[from..to].Trim();
            from = to;
        }
    }
}
