using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace FusionOfN.Gateway;

/// <summary>Lets the web pages that <c>gateway.cors_origins</c> names use the API from a browser. Their keys come in headers, never in cookies.</summary>
internal static class CrossOrigin
{
    private static readonly TimeSpan PreflightAge = TimeSpan.FromMinutes(10);

    // What a page's client reads of a response beside its body.
    private static readonly string[] Exposed =
    [
        AccessLog.RequestId, RunHeaders.RunId, RunHeaders.Status, RunHeaders.Panel, RunHeaders.Cost, "retry-after", "x-should-retry",
        "x-ratelimit-limit-requests", "x-ratelimit-remaining-requests", "x-ratelimit-reset-requests",
        "x-ratelimit-limit-tokens", "x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens",
    ];

    public static void AddCrossOrigin(this IServiceCollection services, GatewayConfiguration configuration)
    {
        if (configuration.CorsOrigins.Count > 0)
            services.AddCors(cors => cors.AddDefaultPolicy(policy => Allow(policy, configuration.CorsOrigins)));
    }

    /// <summary>Before the key is asked for: a browser's question whether it may ask carries none.</summary>
    public static void UseCrossOrigin(this IApplicationBuilder app, GatewayConfiguration configuration)
    {
        if (configuration.CorsOrigins.Count > 0)
            app.UseCors();
    }

    private static void Allow(CorsPolicyBuilder policy, IReadOnlyList<string> origins) => policy
        .WithOrigins([.. origins])
        .WithMethods("GET", "POST")
        .AllowAnyHeader()
        .WithExposedHeaders(Exposed)
        .SetPreflightMaxAge(PreflightAge);
}
