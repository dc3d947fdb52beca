namespace FusionOfN;

/// <summary>A piece of text that is compared as a whole.</summary>
/// <param name="Id">The same number for the same text; −1 in a text that is only compared, for what none of the others has.</param>
/// <param name="Start">Index of its first character.</param>
/// <param name="End">Index behind its last character.</param>
/// <param name="Weight">What it counts towards the shortest run worth naming: its characters, 0 for whitespace, three for each character of a dense
/// script.</param>
/// <param name="Kind">What it is.</param>
internal readonly record struct Token(int Id, int Start, int End, int Weight, TokenKind Kind)
{
    /// <summary>Whether it is nothing that could be copied.</summary>
    public bool IsSpace => Kind is TokenKind.Space or TokenKind.LineBreak;
}
