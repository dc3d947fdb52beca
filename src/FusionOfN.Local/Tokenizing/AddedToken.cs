namespace FusionOfN.Local;

/// <summary>A token that stands outside the merges, such as an end-of-turn marker.</summary>
/// <param name="Id">Its number in the vocabulary.</param>
/// <param name="Content">Its text.</param>
/// <param name="Special">Whether it is a control token, left out of decoded text.</param>
internal sealed record AddedToken(int Id, string Content, bool Special)
{
    /// <summary>Whether white space before it belongs to it.</summary>
    public bool TakesSpaceBefore { get; init; }

    /// <summary>Whether white space after it belongs to it (Phi 3's markers).</summary>
    public bool TakesSpaceAfter { get; init; }

    /// <summary>Whether it is one only where no letter or digit stands beside it.</summary>
    public bool IsWholeWord { get; init; }
}
