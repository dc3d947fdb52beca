using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MudBlazor.Services;

namespace FusionOfN.Gateway.Studio;

/// <summary>What the studio is made of.</summary>
internal static class StudioServices
{
    // A pasted prompt arrives in one message of the socket.
    private const int LongestMessage = 4 * 1024 * 1024;

    private static readonly TimeSpan LongestSession = TimeSpan.FromHours(12);

    public static void AddStudio(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(hub => hub.MaximumReceiveMessageSize = LongestMessage);
        services.AddMudServices();
        services.AddScoped<StudioAccess>();
        services.AddScoped<RunFeeds>();
        services.AddLogins();
    }

    private static void AddLogins(this IServiceCollection services)
    {
        services.Configure<KeyManagementOptions>(keys => keys.XmlRepository = new MemoryKeyRepository());
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error));
        services.AddAuthentication(StudioSession.Scheme).AddCookie(StudioSession.Scheme, cookie =>
        {
            cookie.Cookie.Name = StudioSession.Scheme;
            cookie.Cookie.SameSite = SameSiteMode.Strict;
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.ExpireTimeSpan = LongestSession;
            cookie.LoginPath = StudioPaths.Login;
            cookie.AccessDeniedPath = StudioPaths.Login;
            cookie.ReturnUrlParameter = "returnTo";
        });
        services.AddSingleton<IAuthorizationHandler, StudioDoor>();
        services.AddAuthorizationBuilder().AddPolicy(StudioSession.Policy, policy => policy.AddRequirements(new StudioDoor.Requirement()));
    }
}
