namespace FusionOfN.Lab;

/// <summary>A list of points.</summary>
/// <param name="Points">The points.</param>
internal sealed record ListBlock(IReadOnlyList<string> Points) : ReportBlock;
