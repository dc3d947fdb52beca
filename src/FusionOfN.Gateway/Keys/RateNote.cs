using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace FusionOfN.Gateway;

/// <summary>What one response says about the rates of its key, in the headers that OpenAI sends.</summary>
internal sealed class RateNote
{
    private readonly KeyMinute _minute;

    public RateNote(KeyMinute minute) => _minute = minute;

    /// <summary>The requests that were left when this one was counted; null until it is.</summary>
    public long? RemainingRequests { get; set; }

    /// <summary>Sets the headers.</summary>
    public void Write(IHeaderDictionary headers)
    {
        var (limits, requests, tokens, reset) = _minute.Now();
        if (limits.RequestsPerMinute is { } mostRequests)
            Write(headers, "requests", mostRequests, RemainingRequests ?? mostRequests - requests, reset);
        if (limits.TokensPerMinute is { } mostTokens)
            Write(headers, "tokens", mostTokens, mostTokens - tokens, reset);
    }

    private static void Write(IHeaderDictionary headers, string what, long limit, long remaining, TimeSpan reset)
    {
        headers[$"x-ratelimit-limit-{what}"] = limit.ToString(CultureInfo.InvariantCulture);
        headers[$"x-ratelimit-remaining-{what}"] = Math.Max(0, remaining).ToString(CultureInfo.InvariantCulture);
        headers[$"x-ratelimit-reset-{what}"] = reset < TimeSpan.FromSeconds(1)
            ? string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(reset.TotalMilliseconds)}ms")
            : string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(reset.TotalSeconds)}s");
    }
}
