using Microsoft.Extensions.AI;
using OllamaSharp;

namespace FusionOfN.Providers;

/// <summary>Makes chat clients for Ollama endpoints.</summary>
internal static class OllamaAdapter
{
    public static IChatClient Create(EndpointOptions options, string model, HttpClient http)
    {
        http.BaseAddress = new Uri(options.BaseUrl.OriginalString.TrimEnd('/') + "/");
        return new OllamaApiClient(http, model);
    }
}
