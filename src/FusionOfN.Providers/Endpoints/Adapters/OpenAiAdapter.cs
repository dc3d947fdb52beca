using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using OpenAI;

namespace FusionOfN.Providers;

/// <summary>Makes chat clients for OpenAI-compatible and Azure endpoints.</summary>
internal static class OpenAiAdapter
{
    public static IChatClient Create(EndpointOptions options, string model, HttpClient http)
    {
        string address = options.BaseUrl.OriginalString.Replace("{model}", Uri.EscapeDataString(model), StringComparison.Ordinal);
        OpenAIClientOptions clientOptions = new()
        {
            Endpoint = new Uri(address),
            // Time limits and retries are ours: the package's own would cut long answers and multiply under a fan-out.
            NetworkTimeout = Timeout.InfiniteTimeSpan,
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            Transport = new HttpClientPipelineTransport(http),
        };
        OpenAIClient client = new(new ApiKeyCredential("set-by-the-handler"), clientOptions);
        return new OpenAiChatClient(client.GetChatClient(model).AsIChatClient(), options);
    }
}
