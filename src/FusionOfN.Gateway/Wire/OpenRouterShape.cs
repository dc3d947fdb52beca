using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace FusionOfN.Gateway;

/// <summary>
/// Whether a client reads the shapes of OpenRouter, whose own SDK refuses what deviates from them: codes of errors that are numbers, lists of models with fields that
/// OpenAI's have not. It says so by its name, or by asking in OpenRouter's dialect.
/// </summary>
internal sealed class OpenRouterShape
{
    private const string Sdk = "@openrouter/sdk";
    private const string Prefix = "openrouter/";

    private static readonly OpenRouterShape Mark = new();

    /// <summary>Whether the client of a request reads them.</summary>
    public static bool IsFor(HttpContext http) =>
        http.Features.Get<OpenRouterShape>() is not null || http.Request.Headers.UserAgent.ToString().Contains(Sdk, StringComparison.OrdinalIgnoreCase);

    /// <summary>Notes that a body is in OpenRouter's dialect, before anything of it is refused.</summary>
    public static void Note(HttpContext http, JsonObject body)
    {
        if (body["model"] is JsonValue model && model.TryGetValue(out string? name) && name.StartsWith(Prefix, StringComparison.Ordinal))
            http.Features.Set(Mark);
    }
}
