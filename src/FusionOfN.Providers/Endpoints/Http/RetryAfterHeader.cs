using System.Globalization;

namespace FusionOfN.Providers;

/// <summary>How long a response asks to wait: <c>retry-after-ms</c>, or <c>Retry-After</c> in seconds or as a date (RFC 9110, section 10.2.3).</summary>
internal static class RetryAfterHeader
{
    public static TimeSpan? Read(HttpResponseMessage response, DateTimeOffset now)
    {
        if (response.Headers.TryGetValues("retry-after-ms", out IEnumerable<string>? values)
            && double.TryParse(values.FirstOrDefault(), NumberStyles.Float, CultureInfo.InvariantCulture, out double milliseconds)
            && milliseconds is >= 0 and < int.MaxValue)
        {
            return TimeSpan.FromMilliseconds(milliseconds);
        }

        if (response.Headers.RetryAfter is { } header)
        {
            TimeSpan? wait = header.Delta ?? (header.Date - now);
            return wait is { } known && known < TimeSpan.Zero ? TimeSpan.Zero : wait;
        }

        // Some servers send fractions of a second, which the standard does not know.
        return response.Headers.TryGetValues("Retry-After", out values)
            && double.TryParse(values.FirstOrDefault(), NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds)
            && seconds is >= 0 and < int.MaxValue
            ? TimeSpan.FromSeconds(seconds)
            : null;
    }
}
