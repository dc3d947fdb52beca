using Spectre.Console;

namespace FusionOfN.Cli.Rendering;

/// <summary>A colour and a raised number for each candidate. The number alone is enough: colours repeat and may be absent.</summary>
internal static class CandidatePalette
{
    private const string Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    // Distinguishable in the common forms of colour blindness and legible on dark and light ground, after Okabe and Ito (2008).
    private static readonly Color[] Colors =
        [new(86, 180, 233), new(230, 159, 0), new(0, 158, 115), new(204, 121, 167), new(213, 94, 0), new(0, 114, 178), new(180, 170, 40)];

    public static Color Of(int index) => Colors[index % Colors.Length];

    /// <summary>The number of a candidate, from 1, in raised digits: <c>¹²</c> for the twelfth.</summary>
    public static string Mark(int index) => string.Concat(
        (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture).Select(digit => Raised[digit - '0']));

    /// <summary>The numbers of several candidates: <c>¹˒³</c>.</summary>
    public static string Marks(IEnumerable<int> indexes) => string.Join('˒', indexes.Order().Select(Mark));
}
