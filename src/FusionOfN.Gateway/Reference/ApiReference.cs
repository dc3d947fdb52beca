using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scalar.AspNetCore;

namespace FusionOfN.Gateway;

/// <summary>The description of the API: for programs at <c>/openapi/v1.json</c>, for people at <c>/docs</c>.</summary>
internal static class ApiReference
{
    // The page loads nothing from other hosts; this has the browser see to it.
    private const string OwnHostOnly =
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";

    public static void MapApiReference(this IEndpointRouteBuilder app)
    {
        app.MapGet("/openapi/v1.json", http => WriteDocumentAsync(http.Response));
        app.MapScalarApiReference("/docs", options =>
        {
            options.Title = "FusionOfN gateway";
            options.OpenApiRoutePattern = "/openapi/v1.json";
            options.DefaultFonts = false;
            options.DisableTelemetry();
            options.DisableAgent();
            options.DisableMcp();
        }).Add(endpoint =>
        {
            var next = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = http =>
            {
                http.Response.Headers.ContentSecurityPolicy = OwnHostOnly;
                http.Response.Headers.XContentTypeOptions = "nosniff";
                return next(http);
            };
        });
    }

    private static async Task WriteDocumentAsync(HttpResponse response)
    {
        response.ContentType = "application/json; charset=utf-8";
        await using var document = typeof(ApiReference).Assembly.GetManifestResourceStream("openapi.json")
            ?? throw new InvalidOperationException("The API's description is not in the assembly.");
        await document.CopyToAsync(response.Body, response.HttpContext.RequestAborted);
    }
}
