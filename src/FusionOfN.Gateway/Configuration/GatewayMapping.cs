using System.Net;

namespace FusionOfN.Gateway;

/// <summary>Turns the file's gateway block into the options that are used.</summary>
internal static class GatewayMapping
{
    public static GatewayConfiguration ToOptions(GatewaySettings? settings)
    {
        GatewayConfiguration standard = new();
        return settings is null ? standard : standard with
        {
            Listen = settings.Listen is { } listen ? new Uri(listen) : standard.Listen,
            Store = settings.Store,
            Retention = settings.RetentionDays is { } days ? TimeSpan.FromDays(days) : standard.Retention,
            Keys = settings.Keys ?? standard.Keys,
            CorsOrigins = settings.CorsOrigins is { } origins ? [.. origins.Select(origin => new Uri(origin).GetLeftPart(UriPartial.Authority))] : standard.CorsOrigins,
            TrustedProxies = settings.TrustedProxies is { } proxies ? [.. proxies.Select(ToNetwork).OfType<IPNetwork>()] : standard.TrustedProxies,
            MaxBodyBytes = settings.MaxBodyBytes ?? standard.MaxBodyBytes,
            MaxPromptTokens = settings.MaxPromptTokens,
            MaxConcurrentRuns = settings.MaxConcurrentRuns ?? standard.MaxConcurrentRuns,
            MaxQueue = settings.MaxQueue ?? standard.MaxQueue,
            MaxRequestsPerSession = settings.MaxRequestsPerSession,
            MaxTokensPerSession = settings.MaxTokensPerSession,
            MaxCostPerSession = settings.MaxCostPerSession,
            Drain = settings.DrainMs is { } drain ? TimeSpan.FromMilliseconds(drain) : standard.Drain,
            OtlpEndpoint = settings.OtlpEndpoint is { } otlp ? new Uri(otlp) : null,
            Studio = settings.Studio ?? standard.Studio,
        };
    }

    /// <summary>A network such as <c>10.0.0.0/8</c>, or that of a single address; null when it is neither.</summary>
    public static IPNetwork? ToNetwork(string text) => IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;
}
