using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using FusionOfN.Configuration;

namespace FusionOfN.Gateway;

[Description("The gateway that 'fusion serve' starts: where it listens, what it keeps, and how much it takes on.")]
internal sealed record GatewaySettings
{
    internal const string ListenPattern = "^http://[^@\\s/?#]+/?$";
    internal const string ListenMend = "Write an address such as http://127.0.0.1:8787 or http://0.0.0.0:8787. TLS is the work of a proxy in front.";

    [Description("The address it listens on. Any other than loopback needs API keys.")]
    [Pattern(ListenPattern, ListenMend)]
    [DefaultValue(GatewayConfiguration.DefaultListen)]
    [InsteadOf("url", "urls", "address", "bind", "host", "port")]
    public string? Listen { get; init; }

    [Description("Where keys, receipts and spend are kept: the path of an SQLite file, or a PostgreSQL connection string. ${NAME} is read from that environment variable; a password may stand only there or in PGPASSWORD. When absent: gateway.db in the application data folder.")]
    [InsteadOf("database", "database_url", "connection_string", "db")]
    public string? Store { get; init; }

    [Description("Days for which receipts are kept. Spend is kept for ever: it is one small row per key and day.")]
    [Range(1, 36_500)]
    [DefaultValue(GatewayConfiguration.DefaultRetentionDays)]
    [InsteadOf("retention", "keep_days")]
    public int? RetentionDays { get; init; }

    [Description("When an API key is asked for: auto (as soon as there is a key, and always when it does not listen on loopback), required, or off (on loopback only).")]
    [DefaultValue(GatewayKeyMode.Auto)]
    [InsteadOf("auth", "require_keys", "api_keys")]
    public GatewayKeyMode? Keys { get; init; }

    [Description("The web pages of other addresses that may use the API from a browser, each as its origin: scheme, host and port. When absent: none.")]
    [InsteadOf("cors", "cors_origin", "allowed_origins", "allow_origins")]
    public IReadOnlyList<string>? CorsOrigins { get; init; }

    [Description("Addresses and networks of proxies in front, such as 10.0.0.5 or 10.0.0.0/8, whose X-Forwarded-For, X-Forwarded-Proto and X-Forwarded-Host are believed. When absent: nobody's.")]
    [InsteadOf("proxies", "known_proxies", "trust_proxy", "forwarded_headers")]
    public IReadOnlyList<string>? TrustedProxies { get; init; }

    [Description("The largest request body in bytes.")]
    [Range(1024, 1_073_741_824)]
    [DefaultValue(GatewayConfiguration.DefaultMaxBodyBytes)]
    [InsteadOf("max_body", "max_request_size", "body_limit")]
    public int? MaxBodyBytes { get; init; }

    [Description("The most tokens of a request's conversation, as estimated before anything is sent. When absent: no limit but the models' own.")]
    [Range(1, int.MaxValue)]
    [InsteadOf("max_input_tokens")]
    public int? MaxPromptTokens { get; init; }

    [Description("The most runs at once, all keys together.")]
    [Range(1, 100_000)]
    [DefaultValue(GatewayConfiguration.DefaultMaxConcurrentRuns)]
    [InsteadOf("max_concurrency", "concurrency", "max_runs")]
    public int? MaxConcurrentRuns { get; init; }

    [Description("The most requests that wait for a run to end. One more gets 429 with Retry-After.")]
    [Range(0, 1_000_000)]
    [DefaultValue(GatewayConfiguration.DefaultMaxQueue)]
    [InsteadOf("queue", "queue_length", "max_queue_length")]
    public int? MaxQueue { get; init; }

    [Description("The most requests of one session: of one session_id of one key. A key may have a lower limit of its own. When absent: no limit.")]
    [Range(1.0, 9007199254740991.0)]
    [InsteadOf("session_requests")]
    public long? MaxRequestsPerSession { get; init; }

    [Description("The most prompt and answer tokens of one session, checked before each call. When absent: no limit.")]
    [Range(1.0, 9007199254740991.0)]
    [InsteadOf("session_tokens")]
    public long? MaxTokensPerSession { get; init; }

    [Description("The most US dollars of one session, checked before each call; models without a known price are then not called. When absent: no limit.")]
    [Range(0.0, double.MaxValue)]
    [InsteadOf("session_budget", "session_cost", "max_cost_usd_per_session")]
    public decimal? MaxCostPerSession { get; init; }

    [Description("How long runs may go on after the gateway was told to stop, in milliseconds. Then they are cancelled.")]
    [Range(0, 3_600_000)]
    [DefaultValue(GatewayConfiguration.DefaultDrainMs)]
    [InsteadOf("drain", "drain_seconds", "shutdown_timeout", "grace_period")]
    public int? DrainMs { get; init; }

    [Description("Where traces and metrics are sent by OTLP, such as http://localhost:4317. When absent: nowhere, unless OTEL_EXPORTER_OTLP_ENDPOINT is set.")]
    [Pattern(PatternAttribute.Url, PatternAttribute.UrlMend)]
    [InsteadOf("otlp", "otel", "telemetry")]
    public string? OtlpEndpoint { get; init; }

    [Description("Whether the web studio is served at /studio.")]
    [DefaultValue(true)]
    [InsteadOf("ui", "web")]
    public bool? Studio { get; init; }
}
