using Microsoft.AspNetCore.Http;

namespace FusionOfN.Gateway;

/// <summary>Asks for an admin key at endpoints that are marked with <see cref="AdminRoute"/>, as soon as keys are asked for at all.</summary>
/// <remarks>From loopback too: behind a proxy on the same machine everyone comes from there.</remarks>
internal sealed class AdminGate
{
    private readonly RequestDelegate _next;
    private readonly KeyGuard _keys;

    public AdminGate(RequestDelegate next, KeyGuard keys)
    {
        _next = next;
        _keys = keys;
    }

    public async Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<AdminRoute>() is not null)
            KeyGuard.RequireAdmin(await _keys.AuthenticateAsync(KeyMiddleware.KeyOf(http.Request), http.RequestAborted));
        await _next(http);
    }
}
