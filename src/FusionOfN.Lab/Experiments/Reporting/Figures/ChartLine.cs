namespace FusionOfN.Lab;

/// <summary>A line of a chart.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Colour">Its colour, as SVG spells it.</param>
/// <param name="Points">Its points from left to right.</param>
/// <param name="IsDashed">Whether it is drawn with dashes.</param>
internal sealed record ChartLine(string Name, string Colour, IReadOnlyList<(double X, double Y)> Points, bool IsDashed = false);
