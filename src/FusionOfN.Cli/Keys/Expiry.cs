using System.Globalization;

namespace FusionOfN.Cli;

/// <summary>Reads when a key ends: after a time (<c>30d</c>, <c>12h</c>, <c>2w</c>) or at a date.</summary>
internal static class Expiry
{
    /// <summary>Reads a moment.</summary>
    /// <param name="text">A number with h, d or w; a date, which means its first moment in UTC; or a date with a time and its zone.</param>
    /// <param name="now">What a time is counted from.</param>
    /// <exception cref="CliException">It is none of them, or has passed.</exception>
    public static DateTimeOffset Parse(string text, DateTimeOffset now)
    {
        DateTimeOffset end = (SpanText.Read(text) is { } span ? now + span : At(text))
            ?? throw CliException.BadInput($"--expires: '{text}' is no time", "Give hours, days or weeks such as 12h, 30d or 2w, or a date such as 2027-01-31.");
        return end > now ? end : throw CliException.BadInput($"--expires: {text} has passed");
    }

    private static DateTimeOffset? At(string text)
    {
        string[] forms = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK"];
        return DateTimeOffset.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at) ? at : null;
    }
}
