namespace FusionOfN;

/// <summary>A piece of text that is compared as a whole.</summary>
/// <param name="Id">The same number for the same text.</param>
/// <param name="Start">Index of its first character.</param>
/// <param name="End">Index behind its last character.</param>
/// <param name="Weight">What it counts towards the shortest run worth naming: its characters, 0 for whitespace, three for each character of a dense
/// script.</param>
internal readonly record struct Token(int Id, int Start, int End, int Weight);
