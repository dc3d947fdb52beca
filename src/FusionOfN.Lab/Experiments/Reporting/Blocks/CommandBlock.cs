namespace FusionOfN.Lab;

/// <summary>A command line.</summary>
/// <param name="Text">The command.</param>
internal sealed record CommandBlock(string Text) : ReportBlock;
