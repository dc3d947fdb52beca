using Anthropic;
using Anthropic.Core;
using Microsoft.Extensions.AI;

namespace FusionOfN.Providers;

/// <summary>
/// Makes chat clients for Anthropic endpoints. The package sends no <c>temperature</c>, <c>top_p</c> or <c>top_k</c>, because the API version it
/// speaks has none; servers that want them get them from <see cref="EndpointOptions.ExtraBody"/>.
/// </summary>
internal static class AnthropicAdapter
{
    // The API demands a limit on every call.
    private const int DefaultMaxOutputTokens = 8192;

    public static IChatClient Create(EndpointOptions options, string model, HttpClient http)
    {
        string address = options.BaseUrl.OriginalString.TrimEnd('/');
        // The package appends /v1/messages; addresses are often given with the version.
        if (address.EndsWith("/v1", StringComparison.Ordinal)) address = address[..^3];
        AnthropicClient client = new(new ClientOptions
        {
            ApiKey = "set-by-the-handler",
            BaseUrl = address,
            HttpClient = http,
            MaxRetries = 0,
            Timeout = options.Timeouts.Whole + TimeSpan.FromMinutes(1),
        });
        return client.AsIChatClient(model, DefaultMaxOutputTokens);
    }
}
