namespace FusionOfN.Lab;

/// <summary>A heading.</summary>
/// <param name="Level">1 for the title, 2 for sections.</param>
/// <param name="Text">The text.</param>
internal sealed record HeadingBlock(int Level, string Text) : ReportBlock;
