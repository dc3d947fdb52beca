using System.Globalization;
using System.Net;
using System.Text;

namespace FusionOfN.Lab;

/// <summary>Writes an SVG drawing with the reader's own sans-serif font, the same bytes on every machine.</summary>
internal sealed class SvgCanvas
{
    private readonly StringBuilder _text = new();

    public SvgCanvas(int width, int height, string title) => _text.Append(CultureInfo.InvariantCulture,
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" font-family=\"sans-serif\" font-size=\"12\"><title>{Encode(title)}</title><rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>");

    public void Line(double x1, double y1, double x2, double y2, string colour, double width = 1) => _text.Append(CultureInfo.InvariantCulture,
        $"<line x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2:0.#}\" y2=\"{y2:0.#}\" stroke=\"{colour}\" stroke-width=\"{width:0.#}\"/>");

    public void Path(IEnumerable<(double X, double Y)> points, string colour, bool isDashed) => _text.Append(CultureInfo.InvariantCulture,
        $"<polyline points=\"{string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X:0.#},{point.Y:0.#}")))}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"{(isDashed ? " stroke-dasharray=\"5 4\"" : "")}/>");

    public void Dot(double x, double y, string colour) => _text.Append(CultureInfo.InvariantCulture,
        $"<circle cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"3.5\" fill=\"{colour}\"/>");

    public void Text(double x, double y, string text, string anchor = "start", string colour = "#333333", bool isBold = false) => _text.Append(CultureInfo.InvariantCulture,
        $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\" fill=\"{colour}\"{(isBold ? " font-weight=\"bold\"" : "")}>{Encode(text)}</text>");

    public override string ToString() => _text + "</svg>";

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
