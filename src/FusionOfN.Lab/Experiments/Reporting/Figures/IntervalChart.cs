using System.Globalization;
using FusionOfN.Evaluation;

namespace FusionOfN.Lab;

/// <summary>Draws differences with their intervals around a line at zero.</summary>
internal static class IntervalChart
{
    private const int Width = 640;
    private const int Left = 230;
    private const int Right = 24;
    private const int Top = 40;
    private const int RowHeight = 22;
    private const int Bottom = 40;
    private const int Ticks = 4;
    private const string Better = "#1a7f37";
    private const string Worse = "#b3261e";
    private const string Neither = "#6b6b6b";

    /// <summary>Draws the chart.</summary>
    /// <param name="title">The title.</param>
    /// <param name="rows">Names and differences, from -1 to 1.</param>
    public static string Draw(string title, IReadOnlyList<(string Name, PairedDifference Difference)> rows)
    {
        int height = Top + (rows.Count * RowHeight) + Bottom;
        SvgCanvas canvas = new(Width, height, title);
        canvas.Text(8, 20, title, isBold: true);
        if (rows.Count == 0)
            return canvas.ToString();

        double limit = rows.Max(row => Math.Max(Math.Abs(row.Difference.Interval.Low), Math.Abs(row.Difference.Interval.High)));
        limit = Math.Max(0.05, Math.Ceiling(limit * 20) / 20);
        for (int i = -Ticks; i <= Ticks; i += 2)
        {
            double value = limit * i / Ticks;
            canvas.Line(X(value), Top - 8, X(value), height - Bottom + 4, i == 0 ? "#555555" : "#e3e3e3");
            canvas.Text(X(value), height - Bottom + 20, (value * 100).ToString("+0.#;-0.#;0", CultureInfo.InvariantCulture), "middle");
        }

        for (int i = 0; i < rows.Count; i++)
        {
            double y = Top + (i * RowHeight) + 8;
            var (name, difference) = rows[i];
            string colour = difference.Verdict switch { Verdict.Win => Better, Verdict.Loss => Worse, _ => Neither };
            canvas.Text(Left - 12, y + 4, name, "end");
            canvas.Line(X(difference.Interval.Low), y, X(difference.Interval.High), y, colour, 2.5);
            canvas.Dot(X(difference.Interval.Mean), y, colour);
        }

        return canvas.ToString();

        double X(double value) => Left + ((value + limit) / (2 * limit) * (Width - Left - Right));
    }
}
