using Microsoft.AspNetCore.Http;

namespace FusionOfN.Gateway;

/// <summary>Who sent a request.</summary>
/// <param name="Key">The key; null when the gateway asks for none.</param>
internal sealed record Caller(ApiKey? Key)
{
    /// <summary>Who sent a request that came through <see cref="KeyMiddleware"/>.</summary>
    public static Caller Of(HttpContext http) => http.Features.Get<Caller>()
        ?? throw new InvalidOperationException($"Nobody asked for the key of {http.Request.Path}; it must stand behind {nameof(KeyMiddleware)}.");
}
