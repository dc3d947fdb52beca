using System.Globalization;

namespace FusionOfN.Gateway.Studio;

/// <summary>Figures as the studio's pages show them. What is not known is a dash, never a zero.</summary>
internal static class Show
{
    private const string Unknown = "–";

    /// <summary>A share from 0 to 1.</summary>
    public static string Percent(double share) => share is > 0 and < 0.01 ? "<1 %" : string.Create(CultureInfo.InvariantCulture, $"{share * 100:0} %");

    /// <summary>A time in milliseconds: in milliseconds, seconds or minutes.</summary>
    public static string Duration(double milliseconds) => milliseconds switch
    {
        < 1000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0} ms"),
        < 60_000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000:0.0} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(milliseconds / 60_000):0} min {milliseconds / 1000 % 60:00} s"),
    };

    /// <summary>US dollars.</summary>
    public static string Cost(decimal? usd) => usd switch
    {
        null => Unknown,
        0 => "$0",
        < 0.000001m => "<$0.000001",
        < 0.01m => string.Create(CultureInfo.InvariantCulture, $"${usd:0.000000}"),
        < 1 => string.Create(CultureInfo.InvariantCulture, $"${usd:0.0000}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"${usd:#,0.00}"),
    };

    /// <summary>A number of things.</summary>
    public static string Count(long? number) => number is { } known ? known.ToString("#,0", CultureInfo.InvariantCulture) : Unknown;

    /// <summary>A moment, in UTC.</summary>
    public static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>A word of an enumeration, as people read it: <c>timed out</c>.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()).Replace('-', ' ');
}
