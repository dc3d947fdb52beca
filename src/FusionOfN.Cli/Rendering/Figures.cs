using System.Globalization;

namespace FusionOfN.Cli.Rendering;

/// <summary>How numbers are written for people: the same everywhere, whatever the machine's language.</summary>
internal static class Figures
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    public static string Count(long? value) => value is { } known ? known.ToString("N0", Culture) : "unknown";

    public static string Percent(double share) => (share * 100).ToString("0", Culture) + " %";

    /// <summary>A share between 0 and 1 as score tables write it: <c>.443</c>.</summary>
    public static string Share(double share, int places = 3)
    {
        string text = Math.Abs(share).ToString("F" + places, Culture);
        return (share < 0 ? "-" : "") + (text[0] == '0' ? text[1..] : text);
    }

    /// <summary>The same with its sign: <c>+.022</c>.</summary>
    public static string Difference(double difference) => (difference >= 0 ? "+" : "") + Share(difference);

    public static string Seconds(double milliseconds) => milliseconds switch
    {
        < 1_000 => (milliseconds / 1_000).ToString("0.00", Culture) + " s",
        < 60_000 => (milliseconds / 1_000).ToString("0.0", Culture) + " s",
        _ => TimeSpan.FromMilliseconds(milliseconds).ToString(@"m\:ss", Culture) + " min",
    };

    /// <summary>Dollars with as many places as a small amount needs; an unknown cost is said to be unknown, never zero.</summary>
    public static string Dollars(decimal? usd) => usd switch
    {
        null => "cost unknown",
        0 => "$0",
        < 0.0001m => "$" + usd.Value.ToString("0.0000000", Culture).TrimEnd('0'),
        < 1 => "$" + usd.Value.ToString("0.0000", Culture),
        _ => "$" + usd.Value.ToString("N2", Culture),
    };

    public static string Bytes(long bytes) => bytes switch
    {
        < 1_000 => $"{bytes} B",
        < 1_000_000 => (bytes / 1e3).ToString("0.0", Culture) + " kB",
        < 1_000_000_000 => (bytes / 1e6).ToString("0.0", Culture) + " MB",
        _ => (bytes / 1e9).ToString("0.00", Culture) + " GB",
    };

    public static string Of(long count, string singular, string? plural = null) =>
        $"{Count(count)} {(count == 1 ? singular : plural ?? singular + "s")}";
}
