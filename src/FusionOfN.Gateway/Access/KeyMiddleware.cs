using Microsoft.AspNetCore.Http;

namespace FusionOfN.Gateway;

/// <summary>Asks for the key of everything under <c>/v1</c>, before anything of the request is read.</summary>
internal sealed class KeyMiddleware
{
    // Azure's and Anthropic's clients have headers of their own for it.
    private static readonly string[] Headers = ["Authorization", "x-api-key", "api-key"];

    private readonly RequestDelegate _next;
    private readonly KeyGuard _keys;

    public KeyMiddleware(RequestDelegate next, KeyGuard keys)
    {
        _next = next;
        _keys = keys;
    }

    /// <summary>The header that holds the key; null when there is none.</summary>
    public static string? KeyOf(HttpRequest request)
    {
        foreach (string name in Headers)
        {
            if (request.Headers[name].ToString() is { Length: > 0 } value)
                return value;
        }

        return null;
    }

    public async Task InvokeAsync(HttpContext http)
    {
        if (http.Request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase))
        {
            var key = await _keys.AuthenticateAsync(KeyOf(http.Request), http.RequestAborted);
            http.Features.Set(new Caller(key));
            if (_keys.NoteFor(key) is { } note)
            {
                http.Features.Set(note);
                http.Response.OnStarting(() =>
                {
                    note.Write(http.Response.Headers);
                    return Task.CompletedTask;
                });
            }
        }

        await _next(http);
    }
}
