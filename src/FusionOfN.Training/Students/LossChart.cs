using System.Globalization;
using System.Net;
using System.Text;

namespace FusionOfN.Training;

/// <summary>Draws the loss of a training over the tokens it has read, as plain SVG: the same bytes on every machine.</summary>
public static class LossChart
{
    private const int Width = 640;
    private const int Height = 320;
    private const int Margin = 48;
    private const double Smallest = 1e-3;

    private static readonly string[] Colours = ["#2563eb", "#d97706", "#059669", "#9333ea", "#dc2626"];

    /// <summary>A self-contained SVG; the loss stands on a logarithmic axis.</summary>
    /// <param name="title">Shown below the curve.</param>
    /// <param name="curve">The reports of a training, oldest first; an empty one gives an empty chart.</param>
    public static string Svg(string title, IReadOnlyList<TrainingProgress> curve) => Svg(title, [("", curve)]);

    /// <summary>A self-contained SVG of several phases, one after the other.</summary>
    /// <param name="title">Shown below the curves.</param>
    /// <param name="phases">The name of each phase and its reports, oldest first.</param>
    public static string Svg(string title, IReadOnlyList<(string Name, IReadOnlyList<TrainingProgress> Curve)> phases)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(phases);
        double tokens = Math.Max(1, phases.Sum(phase => (double)TokensOf(phase.Curve)));
        double[] losses = [.. phases.SelectMany(phase => phase.Curve).Select(point => Math.Max(Smallest, point.Loss))];
        double low = Math.Floor(Math.Log10(losses.DefaultIfEmpty(1).Min()));
        double high = Math.Max(low + 1, Math.Ceiling(Math.Log10(losses.DefaultIfEmpty(1).Max())));

        StringBuilder svg = new();
        Add($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" font-family="sans-serif" font-size="12" role="img" aria-label="{Encode(title)}">""");
        Add($"""<rect width="{Width}" height="{Height}" fill="white"/>""");
        for (double power = low; power <= high; power++)
        {
            double y = Y(Math.Pow(10, power));
            Add($"""<line x1="{Margin}" x2="{Width - Margin}" y1="{y:0.#}" y2="{y:0.#}" stroke="#ddd"/>""");
            Add($"""<text x="{Margin - 6}" y="{y + 4:0.#}" text-anchor="end">{Math.Pow(10, power):0.###}</text>""");
        }

        double seen = 0;
        for (int i = 0; i < phases.Count; i++)
        {
            double before = seen;
            string points = string.Join(' ', phases[i].Curve.Select(point => Point(before + point.Tokens, point.Loss)));
            string colour = Colours[i % Colours.Length];
            Add($"""<polyline fill="none" stroke="{colour}" stroke-width="1.5" points="{points}"/>""");
            Add($"""<text x="{X(before) + 4:0.#}" y="{Margin - 8}" fill="{colour}">{Encode(phases[i].Name)}</text>""");
            seen += TokensOf(phases[i].Curve);
        }

        Add($"""<text x="{Width / 2}" y="{Height - 12}" text-anchor="middle">{Encode(title)}: loss in nats per token, {tokens / 1e6:0.0} million tokens</text>""");
        return svg.Append("</svg>\n").ToString();

        void Add(FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture));

        double X(double at) => Margin + (at / tokens * (Width - (2 * Margin)));

        double Y(double loss) => Margin + ((high - Math.Log10(Math.Max(Smallest, loss))) / (high - low) * (Height - (2 * Margin)));

        string Point(double at, double loss) => string.Create(CultureInfo.InvariantCulture, $"{X(at):0.#},{Y(loss):0.#}");
    }

    private static long TokensOf(IReadOnlyList<TrainingProgress> curve) => curve.Count == 0 ? 0 : curve[^1].Tokens;

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
