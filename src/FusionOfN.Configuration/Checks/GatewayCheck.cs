using System.Text.RegularExpressions;

namespace FusionOfN.Configuration;

/// <summary>What the gateway needs beyond the form of its keys.</summary>
internal static partial class GatewayCheck
{
    private const string StoreMend =
        "Put the whole connection string into an environment variable and write its name here as '${NAME}', or set PGPASSWORD. "
        + "A password that was saved here is best replaced.";

    public static void Run(FusionSettings settings, SourceMap map, ProblemList problems)
    {
        if (settings.Gateway is not { } gateway)
            return;

        CheckAddress(gateway.Listen, "listen", GatewaySettings.ListenMend);
        CheckAddress(gateway.OtlpEndpoint, "otlp_endpoint", EndpointSettings.UrlMend);
        foreach (string origin in (gateway.CorsOrigins ?? []).Where(origin => !IsOrigin(origin)))
        {
            problems.Add(
                map.At(gateway, "cors_origins"), $"{Secrets.Show(origin)} is no origin of a web page.",
                "Write scheme, host and, where it has one, port, such as https://chat.example.org or http://localhost:3000. Every page that may use the API is named.");
        }

        if (gateway.Store is { } store && HoldsPassword(store))
            problems.AddSecret(map.At(gateway, "store"), "'store' holds a password.", StoreMend);
        if (gateway.Keys == GatewayKeyMode.Off && Uri.TryCreate(gateway.Listen, UriKind.Absolute, out Uri? address) && !address.IsLoopback)
            problems.Add(
                map.At(gateway, "keys"),
                $"'keys: off' would let everyone who reaches {gateway.Listen} spend your money.",
                "Remove 'keys' and make a key with 'fusion keys add NAME', or listen on http://127.0.0.1:8787.");
        if (gateway.TrustedProxies?.FirstOrDefault(proxy => GatewayMapping.ToNetwork(proxy) is null) is { } wrong)
            problems.Add(map.At(gateway, "trusted_proxies"), $"{Secrets.Show(wrong)} is no address and no network.", "Write one such as 10.0.0.5 or 10.0.0.0/8; a network's address ends with zeros.");

        void CheckAddress(string? text, string key, string mend)
        {
            if (text is not null && !Uri.TryCreate(text, UriKind.Absolute, out _))
                problems.Add(map.At(gateway, key), $"{Secrets.Show(text)} is no valid address.", mend);
        }
    }

    private static bool IsOrigin(string text) => Uri.TryCreate(text, UriKind.Absolute, out Uri? page)
        && page.Scheme is "http" or "https" && page.PathAndQuery == "/" && page.UserInfo.Length == 0 && page.Fragment.Length == 0 && !page.Host.Contains('*', StringComparison.Ordinal);

    /// <summary>Whether a connection string holds a password itself, in key=value form or as an address.</summary>
    public static bool HoldsPassword(string store) => Password().IsMatch(store);

    [GeneratedRegex(@"(^|;)\s*(password|pwd|psw|passphrase|ssl\s*password)\s*=\s*[^\s;]|^\w+://[^/@]*:[^/@]+@|[?&](password|sslpassword)=[^&]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Password();
}
