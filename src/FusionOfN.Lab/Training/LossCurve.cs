using System.Globalization;
using System.Text;
using FusionOfN.Training;

namespace FusionOfN.Lab;

/// <summary>Draws the loss of the phases of a training, one after the other.</summary>
internal static class LossCurve
{
    private const int Width = 640;
    private const int Height = 320;
    private const int Margin = 48;
    private const double Smallest = 1e-3;

    private static readonly string[] Colours = ["#2563eb", "#d97706", "#059669", "#9333ea"];

    /// <summary>The loss on a logarithmic axis over the tokens seen.</summary>
    public static string Svg(string model, IReadOnlyList<LabPhaseRecord> records)
    {
        double tokens = Math.Max(1, records.Sum(record => (double)record.Result.Tokens));
        double[] losses = [.. records.SelectMany(record => record.Result.Curve).Select(point => Math.Max(Smallest, point.Loss))];
        double low = Math.Floor(Math.Log10(losses.DefaultIfEmpty(1).Min()));
        double high = Math.Max(low + 1, Math.Ceiling(Math.Log10(losses.DefaultIfEmpty(1).Max())));

        StringBuilder svg = new();
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" font-family="sans-serif" font-size="12" role="img" aria-label="Loss of {model}">""");
        svg.Append(CultureInfo.InvariantCulture, $"""<rect width="{Width}" height="{Height}" fill="white"/>""");
        for (double power = low; power <= high; power++)
        {
            double y = Y(Math.Pow(10, power));
            svg.Append(CultureInfo.InvariantCulture, $"""<line x1="{Margin}" x2="{Width - Margin}" y1="{y:0.#}" y2="{y:0.#}" stroke="#ddd"/>""");
            svg.Append(CultureInfo.InvariantCulture, $"""<text x="{Margin - 6}" y="{y + 4:0.#}" text-anchor="end">{Math.Pow(10, power):0.###}</text>""");
        }

        double seen = 0;
        for (int i = 0; i < records.Count; i++)
        {
            double before = seen;
            string points = string.Join(' ', records[i].Result.Curve.Select(point => Point(before + point.Tokens, point)));
            string colour = Colours[i % Colours.Length];
            svg.Append(CultureInfo.InvariantCulture, $"""<polyline fill="none" stroke="{colour}" stroke-width="1.5" points="{points}"/>""");
            svg.Append(CultureInfo.InvariantCulture, $"""<text x="{X(before) + 4:0.#}" y="{Margin - 8}" fill="{colour}">{records[i].Name}</text>""");
            seen += records[i].Result.Tokens;
        }

        svg.Append(CultureInfo.InvariantCulture, $"""<text x="{Width / 2}" y="{Height - 12}" text-anchor="middle">{model}: loss per token, {tokens / 1e6:0.0} million tokens</text>""");
        return svg.Append("</svg>\n").ToString();

        double X(double at) => Margin + (at / tokens * (Width - (2 * Margin)));

        double Y(double loss) => Margin + ((high - Math.Log10(Math.Max(Smallest, loss))) / (high - low) * (Height - (2 * Margin)));

        string Point(double at, TrainingProgress point) => string.Create(CultureInfo.InvariantCulture, $"{X(at):0.#},{Y(point.Loss):0.#}");
    }
}
