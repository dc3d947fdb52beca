namespace FusionOfN.Lab;

/// <summary>A figure.</summary>
/// <param name="Name">Its name as a file, without extension.</param>
/// <param name="Svg">The drawing.</param>
/// <param name="Caption">What it shows.</param>
internal sealed record FigureBlock(string Name, string Svg, string Caption) : ReportBlock;
