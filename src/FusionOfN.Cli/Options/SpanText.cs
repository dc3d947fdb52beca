using System.Globalization;

namespace FusionOfN.Cli;

/// <summary>Reads a span of time as people type it: hours, days or weeks, such as <c>12h</c>, <c>30d</c>, <c>2w</c>.</summary>
internal static class SpanText
{
    private const int MaxCount = 100_000;

    /// <summary>Reads a span.</summary>
    /// <returns>The span; null when the text is none.</returns>
    public static TimeSpan? Read(string text)
    {
        if (text.Length < 2 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int count) || count > MaxCount)
            return null;
        return text[^1] switch
        {
            'h' => TimeSpan.FromHours(count),
            'd' => TimeSpan.FromDays(count),
            'w' => TimeSpan.FromDays(7.0 * count),
            _ => null,
        };
    }
}
