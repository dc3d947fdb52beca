using Microsoft.Extensions.DependencyInjection;

namespace FusionOfN.Gateway;

/// <summary>What the gateway is made of.</summary>
internal static class GatewayServices
{
    public static void AddGateway(this IServiceCollection services, GatewayOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(options.TimeProvider);

        // A factory, so that the models are disposed with the gateway.
        services.AddSingleton(_ => options.Models);
        services.AddSingleton<DepthHeader>();
        services.AddSingleton<FusionRuns>();
        services.AddSingleton<ChatCompletionsEndpoint>();
        services.AddSingleton<ModelsEndpoint>();
    }
}
