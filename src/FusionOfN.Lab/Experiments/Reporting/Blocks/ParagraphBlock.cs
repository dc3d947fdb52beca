namespace FusionOfN.Lab;

/// <summary>A paragraph of text.</summary>
/// <param name="Text">The text.</param>
internal sealed record ParagraphBlock(string Text) : ReportBlock;
