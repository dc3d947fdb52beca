using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace FusionOfN.Training;

/// <summary>Draws the loss of a training over the tokens it has read.</summary>
public static class LossChart
{
    private const int Width = 720;
    private const int Height = 400;
    private const double Floor = 1e-5;

    /// <summary>A self-contained SVG; the loss stands on a logarithmic axis.</summary>
    /// <param name="title">Shown above the curve.</param>
    /// <param name="curve">The reports of a training, oldest first; an empty one gives an empty chart.</param>
    public static string Svg(string title, IReadOnlyList<TrainingProgress> curve)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(curve);
        using Plot plot = new();
        var line = plot.Add.Scatter(
            curve.Select(point => point.Tokens / 1e6).ToArray(), curve.Select(point => Math.Log10(Math.Max(Floor, point.Loss))).ToArray());
        line.MarkerSize = curve.Count == 1 ? 6 : 0;
        line.LineWidth = 2;
        plot.Title(title);
        plot.XLabel("million tokens read");
        plot.YLabel("loss (nats)");

        // The chart library has no logarithmic axis: powers are drawn where their exponents are, and labelled with what they are.
        plot.Axes.Left.TickGenerator = new NumericAutomatic { LabelFormatter = exponent => Math.Pow(10, exponent).ToString("0.###", CultureInfo.InvariantCulture) };
        return plot.GetSvgXml(Width, Height);
    }
}
