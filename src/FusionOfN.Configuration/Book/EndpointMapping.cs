using FusionOfN.Providers;

namespace FusionOfN.Configuration;

/// <summary>Turns the file's endpoints into those that are used.</summary>
internal static class EndpointMapping
{
    public static IReadOnlyList<EndpointOptions> ToOptions(FusionSettings settings) =>
        [.. settings.Endpoints.Select(pair => ToOptions(pair.Key, pair.Value))];

    /// <summary>How retries are made, with the standard values where the file says nothing.</summary>
    public static EndpointRetry ToRetry(RetrySettings? retry)
    {
        EndpointRetry standard = new();
        return new()
        {
            MaxRetries = retry?.MaxRetries ?? standard.MaxRetries,
            BaseDelay = Milliseconds(retry?.BaseDelayMs) ?? standard.BaseDelay,
            MaxDelay = Milliseconds(retry?.MaxDelayMs) ?? standard.MaxDelay,
        };
    }

    public static TimeSpan? Milliseconds(int? value) => value is { } number ? TimeSpan.FromMilliseconds(number) : null;

    public static EndpointOptions ToOptions(string name, EndpointSettings settings)
    {
        EndpointOptions standard = new() { Name = name, Kind = settings.Kind, BaseUrl = new Uri(settings.BaseUrl!) };
        return standard with
        {
            ApiKeyVariable = settings.ApiKeyVariable,
            ApiVersion = settings.ApiVersion,
            Headers = settings.Headers ?? standard.Headers,
            ExtraBody = settings.Body,
            AllowedFields = settings.AllowFields ?? standard.AllowedFields,
            TokenLimitField = settings.TokenLimitField ?? standard.TokenLimitField,
            AsksForStreamUsage = settings.StreamUsage ?? standard.AsksForStreamUsage,
            Timeouts = ToTimeouts(settings.Timeouts),
            Retry = ToRetry(settings.Retry),
            Breaker = ToBreaker(settings.Breaker),
            RequestsPerMinute = settings.RequestsPerMinute,
            TokensPerMinute = settings.TokensPerMinute,
            MaxConcurrency = settings.MaxConcurrency ?? standard.MaxConcurrency,
            Serial = settings.Serial ?? standard.Serial,
            Batch = settings.Batch,
            BatchPrice = settings.BatchPrice ?? standard.BatchPrice,
        };
    }

    private static EndpointTimeouts ToTimeouts(TimeoutSettings? timeouts)
    {
        EndpointTimeouts standard = new();
        return new()
        {
            Connect = Milliseconds(timeouts?.ConnectMs) ?? standard.Connect,
            FirstToken = Milliseconds(timeouts?.FirstTokenMs) ?? standard.FirstToken,
            Silence = Milliseconds(timeouts?.SilenceMs) ?? standard.Silence,
            Whole = Milliseconds(timeouts?.WholeMs) ?? standard.Whole,
        };
    }

    private static EndpointBreaker ToBreaker(BreakerSettings? breaker)
    {
        EndpointBreaker standard = new();
        return new()
        {
            FailureRatio = breaker?.FailureRatio ?? standard.FailureRatio,
            MinimumAttempts = breaker?.MinimumAttempts ?? standard.MinimumAttempts,
            Window = Milliseconds(breaker?.WindowMs) ?? standard.Window,
            Rest = Milliseconds(breaker?.RestMs) ?? standard.Rest,
        };
    }
}
