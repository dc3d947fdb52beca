using FusionOfN.Gateway.Studio;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FusionOfN.Gateway;

/// <summary>What the gateway is made of.</summary>
internal static class GatewayServices
{
    public static void AddGateway(this IServiceCollection services, GatewayOptions options, Func<GatewayStore> store)
    {
        services.AddSingleton(options);
        services.AddSingleton(options.Configuration);
        services.AddSingleton(options.TimeProvider);
        services.AddCrossOrigin(options.Configuration);
        services.AddRequestDecompression();
        services.AddSingleton(_ => new CurrentModels(options.Models));

        // A factory, so that it is closed with the gateway, after the last run.
        services.AddSingleton(_ => store());
        services.AddSingleton<Func<GatewayConfiguration>>(() => options.Configuration);
        services.AddHostedService<RetentionService>();
        services.AddSingleton(provider => new KeyGuard(provider.GetRequiredService<GatewayStore>(), options.Configuration, options.TimeProvider, provider.GetRequiredService<ILogger<KeyGuard>>())
        {
            AllowAnonymous = options.AllowAnonymous,
        });
        services.AddSingleton<AreKeysNeeded>(provider => provider.GetRequiredService<KeyGuard>().AreKeysNeededAsync);
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<AuditEndpoint>();
        services.AddSingleton<BodyBudget>();
        services.AddSingleton<RunGate>();
        services.AddSingleton<ModelReloader>();
        services.AddHostedService<FileWatch>();
        services.AddSingleton<Func<StoreHealth?>>(() => store().Health);
        services.AddSingleton<GatewayMetrics>();
        services.AddSingleton<HealthEndpoint>();
        services.AddSingleton<DepthHeader>();
        services.AddSingleton<IncomingReader>();
        services.AddSingleton<FusionRuns>();
        services.AddSingleton<ChatCompletionsEndpoint>();
        services.AddSingleton<RecentItems>();
        services.AddSingleton<ResponsesEndpoint>();
        services.AddSingleton<MessagesEndpoint>();
        services.AddSingleton<CompletionsEndpoint>();
        services.AddSingleton<EmbeddingsEndpoint>();
        services.AddSingleton<EstimateEndpoint>();
        services.AddSingleton<RunsEndpoint>();
        services.AddSingleton<ModelsEndpoint>();
        if (options.Configuration.Studio)
            services.AddStudio();
    }
}
