namespace FusionOfN;

/// <summary>The fractions that are one character: "½", "¾".</summary>
internal static class VulgarFractions
{
    /// <summary>What stands above and below the bar of a character; null when it is no fraction.</summary>
    public static (int Top, int Bottom)? Of(char value) => value switch
    {
        '½' => (1, 2),
        '¼' => (1, 4),
        '¾' => (3, 4),
        '⅐' => (1, 7),
        '⅑' => (1, 9),
        '⅒' => (1, 10),
        '⅓' => (1, 3),
        '⅔' => (2, 3),
        >= '⅕' and <= '⅘' => (value - '⅕' + 1, 5),
        '⅙' => (1, 6),
        '⅚' => (5, 6),
        '⅛' => (1, 8),
        '⅜' => (3, 8),
        '⅝' => (5, 8),
        '⅞' => (7, 8),
        _ => null,
    };
}
