using Microsoft.AspNetCore.Http;

namespace FusionOfN.Gateway.Studio;

/// <summary>Which requests are the studio's: its pages, and the socket they speak through.</summary>
internal static class StudioPaths
{
    public const string Home = "/studio";
    public const string Login = "/studio/login";
    public const string Logout = "/studio/logout";

    public static bool Owns(HttpContext http) => http.Request.Path.StartsWithSegments(Home) || http.Request.Path.StartsWithSegments("/_blazor");
}
