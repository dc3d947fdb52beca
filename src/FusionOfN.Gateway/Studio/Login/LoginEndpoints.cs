using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace FusionOfN.Gateway.Studio;

/// <summary>Turns an API key into a session of the studio, and ends it.</summary>
internal static class LoginEndpoints
{
    public static void MapLogin(this IEndpointRouteBuilder app)
    {
        app.MapGet(StudioPaths.Login, (string? returnTo) => Page(null, returnTo));
        app.MapPost(StudioPaths.Login, LogInAsync);
        app.MapPost(StudioPaths.Logout, LogOutAsync);
    }

    private static async Task<IResult> LogInAsync(HttpContext http, KeyGuard keys, AuditTrail audit, [FromForm] string? key, [FromForm] string? returnTo)
    {
        try
        {
            if (await keys.AuthenticateAsync(key ?? "", http.RequestAborted) is { } known)
                await http.SignInAsync(StudioSession.Scheme, StudioSession.For(known));
            return TypedResults.LocalRedirect(Local(returnTo));
        }
        catch (GatewayException error) when (error.Status == StatusCodes.Status401Unauthorized)
        {
            audit.Refused(http, error);
            return Page(error.Message, returnTo);
        }
    }

    private static async Task<IResult> LogOutAsync(HttpContext http, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
            throw new GatewayException(StatusCodes.Status400BadRequest, "To log out, use the studio's own button: the request lacks the token of its page.") { Code = "missing_token" };
        await http.SignOutAsync(StudioSession.Scheme);
        return TypedResults.LocalRedirect(StudioPaths.Login);
    }

    private static RazorComponentResult<LoginPage> Page(string? problem, string? returnTo) =>
        new(new Dictionary<string, object?> { [nameof(LoginPage.Problem)] = problem, [nameof(LoginPage.ReturnTo)] = Local(returnTo) })
        {
            StatusCode = problem is null ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized,
        };

    // Only into the studio: a login must not send people elsewhere.
    private static string Local(string? address) => address is not null && address.Any(sign => sign is <= ' ' or > '~')
        ? throw GatewayException.BadField("returnTo", "give an address of ASCII characters; escape others with %.")
        : address is not null && (address == StudioPaths.Home || address.StartsWith($"{StudioPaths.Home}/", StringComparison.Ordinal)) && !address.StartsWith(StudioPaths.Login, StringComparison.Ordinal)
            ? address
            : StudioPaths.Home;
}
