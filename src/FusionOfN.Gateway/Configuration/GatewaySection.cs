using System.Text.RegularExpressions;
using FusionOfN.Configuration;

namespace FusionOfN.Gateway;

/// <summary>The section <c>gateway:</c>, and what it needs beyond the form of its keys.</summary>
internal sealed partial class GatewaySection : ConfigurationSection<GatewaySettings>
{
    private const string StoreMend =
        "Put the whole connection string into an environment variable and write its name here as '${NAME}', or set PGPASSWORD. "
        + "A password that was saved here is best replaced.";

    private GatewaySection()
        : base("gateway", "The gateway that 'fusion serve' starts.")
    {
        InsteadOf = ["server", "serve"];
        Template = """

            # The gateway that 'fusion serve' starts. On any other address than loopback it needs API keys: fusion keys add NAME
            # gateway:
            #   listen: http://0.0.0.0:8787
            #   store: ${FUSION_STORE}        # or the path of an SQLite file; when absent: in the application data folder
            #   retention_days: 30
            #   max_cost_per_session: 2       # US dollars for each session_id of each key

            """;
    }

    public static GatewaySection Instance { get; } = new();

    protected override void Check(GatewaySettings settings, SectionProblems problems)
    {
        CheckAddress(settings.Listen, "listen", GatewaySettings.ListenMend);
        CheckAddress(settings.OtlpEndpoint, "otlp_endpoint", PatternAttribute.UrlMend);
        foreach (string origin in (settings.CorsOrigins ?? []).Where(origin => !IsOrigin(origin)))
        {
            problems.Add(
                settings, "cors_origins", $"{Secrets.Show(origin)} is no origin of a web page.",
                "Write scheme, host and, where it has one, port, such as https://chat.example.org or http://localhost:3000. Every page that may use the API is named.");
        }

        if (settings.Store is { } store && Password().IsMatch(store))
            problems.AddSecret(settings, "store", "'store' holds a password.", StoreMend);
        if (settings.Keys == GatewayKeyMode.Off && Uri.TryCreate(settings.Listen, UriKind.Absolute, out var address) && !address.IsLoopback)
        {
            problems.Add(
                settings, "keys", $"'keys: off' would let everyone who reaches {settings.Listen} spend your money.",
                "Remove 'keys' and make a key with 'fusion keys add NAME', or listen on http://127.0.0.1:8787.");
        }

        if (settings.TrustedProxies?.FirstOrDefault(proxy => GatewayMapping.ToNetwork(proxy) is null) is { } wrong)
            problems.Add(settings, "trusted_proxies", $"{Secrets.Show(wrong)} is no address and no network.", "Write one such as 10.0.0.5 or 10.0.0.0/8; a network's address ends with zeros.");

        void CheckAddress(string? text, string key, string mend)
        {
            if (text is not null && !Uri.TryCreate(text, UriKind.Absolute, out _))
                problems.Add(settings, key, $"{Secrets.Show(text)} is no valid address.", mend);
        }
    }

    private static bool IsOrigin(string text) => Uri.TryCreate(text, UriKind.Absolute, out var page)
        && page.Scheme is "http" or "https" && page.PathAndQuery == "/" && page.UserInfo.Length == 0 && page.Fragment.Length == 0 && !page.Host.Contains('*', StringComparison.Ordinal);

    // A connection string that holds a password itself, in key=value form or as an address.
    [GeneratedRegex(@"(^|;)\s*(password|pwd|psw|passphrase|ssl\s*password)\s*=\s*[^\s;]|^\w+://[^/@]*:[^/@]+@|[?&](password|sslpassword)=[^&]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Password();
}
