using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;

namespace FusionOfN.Gateway.Tests;

/// <summary>The official OpenAI client, pointed at a gateway and told not to retry.</summary>
internal static class OfficialClient
{
    public static OpenAIClient For(TestGateway gateway) => new(
        new ApiKeyCredential("none"),
        new OpenAIClientOptions { Endpoint = new Uri(gateway.Url, "/v1"), RetryPolicy = new ClientRetryPolicy(maxRetries: 0) });
}
