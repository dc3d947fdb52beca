using System.Net;
using FusionOfN.Gateway.Studio;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace FusionOfN.Gateway;

/// <summary>
/// Keeps web pages of others away from a gateway that asks for no key. A page that somebody visits can send requests to loopback, and by
/// answering for its own name with 127.0.0.1 (DNS rebinding) it could even read what comes back: the browser then names the page in
/// <c>Origin</c>, or that name in <c>Host</c>.
/// </summary>
internal sealed class BrowserGuard
{
    private const int HttpPort = 80;
    private const int HttpsPort = 443;

    private readonly RequestDelegate _next;
    private readonly GatewayOptions _options;
    private readonly AreKeysNeeded _areKeysNeeded;

    public BrowserGuard(RequestDelegate next, GatewayOptions options, AreKeysNeeded areKeysNeeded)
    {
        _next = next;
        _options = options;
        _areKeysNeeded = areKeysNeeded;
    }

    public async Task InvokeAsync(HttpContext http)
    {
        if (!await _areKeysNeeded(http.RequestAborted))
            Check(http.Request);
        else if (StudioPaths.Owns(http))
            CheckStudio(http.Request);
        await _next(http);
    }

    private void Check(HttpRequest request)
    {
        if (_options.Configuration.ListensOnLoopback && !IsLoopback(request.Host.Host))
        {
            throw Refuse("host_not_allowed", "This gateway asks for no key and therefore answers only to the names localhost, 127.0.0.1 and [::1]. "
                + "Use one of them, or make a key with 'fusion keys add NAME'.");
        }

        if (request.Headers.TryGetValue("Origin", out var origin) && !IsSameHost(origin, request.Host) && !_options.Configuration.CorsOrigins.Contains(origin.ToString()))
        {
            throw Refuse("origin_not_allowed", "This gateway asks for no key and therefore answers no web page but its own and those under gateway.cors_origins "
                + "in fusion.yaml. Name the page's origin there.");
        }
    }

    // A login is sent along by the browser, whichever page asks; only the studio's own may use it.
    private static void CheckStudio(HttpRequest request)
    {
        if (request.Headers.TryGetValue("Origin", out var origin) && !IsSameHost(origin, request.Host))
        {
            throw Refuse("origin_not_allowed", "The studio answers no web page but its own. Behind a proxy, have it pass the Host header on, "
                + "or name the proxy in gateway.trusted_proxies of fusion.yaml and have it send X-Forwarded-Host.");
        }
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    // A proxy in front may have taken the TLS away, so the scheme is only asked for the port it stands for.
    private static bool IsSameHost(StringValues origin, HostString host) =>
        origin.Count == 1
        && Uri.TryCreate(origin[0], UriKind.Absolute, out var page)
        && page.Scheme is "http" or "https"
        && page.Host.Equals(host.Host, StringComparison.OrdinalIgnoreCase)
        && page.Port == (host.Port ?? (page.Scheme == "https" ? HttpsPort : HttpPort));

    private static GatewayException Refuse(string code, string message) => new(StatusCodes.Status403Forbidden, message) { Code = code };
}
