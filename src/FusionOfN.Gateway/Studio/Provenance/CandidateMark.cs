using System.Globalization;

namespace FusionOfN.Gateway.Studio;

/// <summary>How a candidate is told apart on a page: by a letter, a colour and an underline, so that no one of them has to be seen.</summary>
internal static class CandidateMark
{
    /// <summary>Colours and underlines there are; the ninth candidate has those of the first, and another letter.</summary>
    public const int Styles = 8;

    private const int Letters = 26;

    /// <summary>A to Z, then A2 to Z2 and so on.</summary>
    public static string Letter(int index)
    {
        var letter = ((char)('A' + (index % Letters))).ToString();
        return index < Letters ? letter : letter + ((index / Letters) + 1).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The style class of its colour and underline.</summary>
    public static string Style(int index) => $"cand-{index % Styles}";

    /// <summary>The letters of several, for people: <c>A</c>, <c>A and C</c>, <c>A, B and C</c>.</summary>
    public static string Words(IReadOnlyList<int> indexes) => indexes.Count switch
    {
        0 => "none",
        1 => Letter(indexes[0]),
        _ => $"{string.Join(", ", indexes.SkipLast(1).Select(Letter))} and {Letter(indexes[^1])}",
    };
}
