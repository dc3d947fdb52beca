using System.Net;
using FusionOfN.Configuration;

namespace FusionOfN.Gateway;

/// <summary>What the <c>gateway:</c> block of a <c>fusion.yaml</c> says, with the standard values where it says nothing.</summary>
public sealed record GatewayConfiguration
{
    internal const string DefaultListen = "http://127.0.0.1:8787";
    internal const int DefaultRetentionDays = 30;
    internal const int DefaultMaxBodyBytes = 10 * 1024 * 1024;
    internal const int DefaultMaxConcurrentRuns = 64;
    internal const int DefaultMaxQueue = 256;
    internal const int DefaultDrainMs = 30_000;

    /// <summary>The section <c>gateway:</c>, to be named where a <c>fusion.yaml</c> is read for a gateway.</summary>
    public static ConfigurationSection Section => GatewaySection.Instance;

    /// <summary>What a configuration says about the gateway.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <exception cref="ArgumentException">The file has the section, and was read without naming <see cref="Section"/>.</exception>
    public static GatewayConfiguration From(FusionConfiguration configuration) => GatewayMapping.ToOptions(GatewaySection.Instance.Find(configuration));

    /// <summary>The address to listen on, without a path.</summary>
    /// <value>The default value is <c>http://127.0.0.1:8787</c>.</value>
    public Uri Listen { get; init; } = new(DefaultListen);

    /// <summary>Where keys, receipts and spend are kept: an SQLite path, a PostgreSQL connection string, or <c>${NAME}</c> for a variable that holds one.</summary>
    /// <value>The default value is <see langword="null"/>: <c>gateway.db</c> in the application data folder.</value>
    public string? Store { get; init; }

    /// <summary>How long receipts are kept.</summary>
    /// <value>The default value is 30 days.</value>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(DefaultRetentionDays);

    /// <summary>When an API key is asked for.</summary>
    /// <value>The default value is <see cref="GatewayKeyMode.Auto"/>.</value>
    public GatewayKeyMode Keys { get; init; } = GatewayKeyMode.Auto;

    /// <summary>The web pages of other addresses that may use the API from a browser, as origins such as <c>https://chat.example.org</c>.</summary>
    /// <value>The default value is empty: none.</value>
    public IReadOnlyList<string> CorsOrigins { get; init; } = [];

    /// <summary>The networks of proxies in front whose <c>X-Forwarded-*</c> headers are believed.</summary>
    /// <value>The default value is an empty list: nobody's are.</value>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>The largest request body in bytes.</summary>
    /// <value>The default value is 10,485,760 (10 MiB): a long conversation with several pictures.</value>
    public int MaxBodyBytes { get; init; } = DefaultMaxBodyBytes;

    /// <summary>The most tokens of a request's conversation, as estimated; null for no limit.</summary>
    public int? MaxPromptTokens { get; init; }

    /// <summary>The most runs at once.</summary>
    /// <value>The default value is 64.</value>
    public int MaxConcurrentRuns { get; init; } = DefaultMaxConcurrentRuns;

    /// <summary>The most requests that wait for a run to end; one more is refused.</summary>
    /// <value>The default value is 256.</value>
    public int MaxQueue { get; init; } = DefaultMaxQueue;

    /// <summary>The most requests of one <c>session_id</c> of a key; null for no limit. A key may have a lower limit of its own.</summary>
    public long? MaxRequestsPerSession { get; init; }

    /// <summary>The most prompt and answer tokens of one <c>session_id</c> of a key; null for no limit.</summary>
    public long? MaxTokensPerSession { get; init; }

    /// <summary>The most US dollars of one <c>session_id</c> of a key; null for no limit.</summary>
    public decimal? MaxCostPerSession { get; init; }

    /// <summary>How long runs may go on after the gateway was told to stop.</summary>
    /// <value>The default value is 30 seconds.</value>
    public TimeSpan Drain { get; init; } = TimeSpan.FromMilliseconds(DefaultDrainMs);

    /// <summary>Where traces and metrics are sent by OTLP; null for nowhere.</summary>
    public Uri? OtlpEndpoint { get; init; }

    /// <summary>Whether the web studio is served.</summary>
    /// <value>The default value is <see langword="true"/>.</value>
    public bool Studio { get; init; } = true;

    /// <summary>Whether another block says the same: lists are compared by what they hold.</summary>
    /// <param name="other">The other one.</param>
    public bool SaysTheSameAs(GatewayConfiguration other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return TrustedProxies.SequenceEqual(other.TrustedProxies) && CorsOrigins.SequenceEqual(other.CorsOrigins)
            && this with { TrustedProxies = other.TrustedProxies, CorsOrigins = other.CorsOrigins } == other;
    }

    /// <summary>Whether only this machine can reach the gateway.</summary>
    public bool ListensOnLoopback => Listen.IsLoopback;
}
