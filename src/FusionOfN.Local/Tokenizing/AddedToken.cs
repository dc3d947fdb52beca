namespace FusionOfN.Local;

/// <summary>A token that stands outside the merges, such as an end-of-turn marker.</summary>
/// <param name="Id">Its number in the vocabulary.</param>
/// <param name="Content">Its text.</param>
/// <param name="Special">Whether it is a control token, left out of decoded text.</param>
internal sealed record AddedToken(int Id, string Content, bool Special);
