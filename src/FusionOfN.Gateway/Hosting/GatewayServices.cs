using Microsoft.Extensions.DependencyInjection;

namespace FusionOfN.Gateway;

/// <summary>What the gateway is made of.</summary>
internal static class GatewayServices
{
    public static void AddGateway(this IServiceCollection services, GatewayOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(options.Configuration);
        services.AddSingleton(options.TimeProvider);
        services.AddSingleton(_ => new CurrentModels(options.Models));
        services.AddSingleton<AreKeysNeeded>(_ => ValueTask.FromResult(false));
        services.AddSingleton<RunGate>();
        services.AddSingleton<DepthHeader>();
        services.AddSingleton<IncomingReader>();
        services.AddSingleton<FusionRuns>();
        services.AddSingleton<ChatCompletionsEndpoint>();
        services.AddSingleton<ResponsesEndpoint>();
        services.AddSingleton<ModelsEndpoint>();
    }
}
