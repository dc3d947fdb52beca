using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FusionOfN.Gateway.Studio;

/// <summary>Where the studio answers, and what every request of it passes on the way.</summary>
internal static class StudioRoutes
{
    public static void UseStudio(this IApplicationBuilder app) => app.UseWhen(StudioPaths.Owns, studio =>
    {
        studio.Use(StudioHeaders.SetAsync);
        studio.UseStudioAssets();
        studio.UseAuthentication();
        studio.UseAuthorization();
        studio.UseAntiforgery();
    });

    public static void MapStudio(this IEndpointRouteBuilder app)
    {
        app.MapGet("/", () => TypedResults.Redirect(StudioPaths.Home));
        app.MapLogin();
        app.MapRazorComponents<StudioApp>()
            .AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = null)
            .RequireAuthorization(StudioSession.Policy);
    }
}
