using Microsoft.AspNetCore.Http;

namespace FusionOfN.Gateway.Studio;

/// <summary>Tells the browser what the studio's pages may do: nothing that reaches another host, no script but the studio's own, no frame around them.</summary>
internal static class StudioHeaders
{
    // Styles may stand in the page: the component library writes its theme and the places of its menus there. Scripts may not.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

    public static Task SetAsync(HttpContext http, RequestDelegate next)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";

        // Others learn nothing of the page. With "no-referrer" the studio's own forms would come from the origin "null", which is refused.
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        return next(http);
    }
}
