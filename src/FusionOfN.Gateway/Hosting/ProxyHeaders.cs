using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace FusionOfN.Gateway;

/// <summary>What a proxy in front says of a request: who asks, by which scheme, under which name. Believed of those proxies only that are named.</summary>
internal static class ProxyHeaders
{
    public static ForwardedHeadersOptions From(IReadOnlyList<IPNetwork> proxies)
    {
        ForwardedHeadersOptions options = new()
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,

            // As far as they come from named proxies, however many there are in a row.
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
            options.KnownIPNetworks.Add(proxy);
        return options;
    }
}
