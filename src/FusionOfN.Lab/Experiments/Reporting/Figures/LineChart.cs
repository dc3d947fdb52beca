using System.Globalization;

namespace FusionOfN.Lab;

/// <summary>Draws lines over a number of candidates.</summary>
internal static class LineChart
{
    private const int Width = 560;
    private const int Height = 320;
    private const int Left = 48;
    private const int Right = 150;
    private const int Top = 34;
    private const int Bottom = 44;
    private const int Steps = 5;
    private const string Grid = "#e3e3e3";

    /// <summary>Draws a chart of shares in per cent.</summary>
    /// <param name="title">The title.</param>
    /// <param name="xTitle">What runs from left to right.</param>
    /// <param name="lines">The lines; y from 0 to 1.</param>
    public static string Draw(string title, string xTitle, IReadOnlyList<ChartLine> lines)
    {
        SvgCanvas canvas = new(Width, Height, title);
        double[] xs = [.. lines.SelectMany(line => line.Points).Select(point => point.X).Distinct().Order()];
        double[] ys = [.. lines.SelectMany(line => line.Points).Select(point => point.Y)];
        if (xs.Length == 0)
            return canvas.ToString();

        double low = Math.Floor(ys.Min() * 10) / 10, high = Math.Max(low + 0.1, Math.Ceiling(ys.Max() * 10) / 10);
        canvas.Text(Left, 20, title, isBold: true);
        for (int i = 0; i <= Steps; i++)
        {
            double value = low + ((high - low) * i / Steps);
            canvas.Line(Left, Y(value), Width - Right, Y(value), Grid);
            canvas.Text(Left - 6, Y(value) + 4, (value * 100).ToString("0", CultureInfo.InvariantCulture), "end");
        }

        foreach (double x in xs)
            canvas.Text(X(x), Height - Bottom + 18, x.ToString("0.##", CultureInfo.InvariantCulture), "middle");
        canvas.Text((Left + Width - Right) / 2.0, Height - 8, xTitle, "middle");

        for (int i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            (double X, double Y)[] points = [.. line.Points.Select(point => (X(point.X), Y(point.Y)))];
            canvas.Path(points, line.Colour, line.IsDashed);
            foreach (var (x, y) in points)
                canvas.Dot(x, y, line.Colour);
            canvas.Dot(Width - Right + 16, Top + 8 + (i * 20), line.Colour);
            canvas.Text(Width - Right + 26, Top + 12 + (i * 20), line.Name);
        }

        return canvas.ToString();

        double X(double value) => xs.Length == 1 ? (Left + Width - Right) / 2.0 : Left + 10 + ((value - xs[0]) / (xs[^1] - xs[0]) * (Width - Left - Right - 20));
        double Y(double value) => Height - Bottom - ((value - low) / (high - low) * (Height - Top - Bottom));
    }
}
