using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace FusionOfN.Gateway;

/// <summary>Every address of the API and what answers there.</summary>
internal static class GatewayRoutes
{
    public static void MapGateway(this IEndpointRouteBuilder app)
    {
        app.MapGet("/healthz", HealthEndpoint.AliveAsync).WithMetadata(QuietRoute.Mark);
        app.MapGet("/readyz", Endpoint<HealthEndpoint>(app, (endpoint, http) => endpoint.ReadyAsync(http))).WithMetadata(QuietRoute.Mark);
        app.MapPrometheusScrapingEndpoint("/metrics").WithMetadata(QuietRoute.Mark, AdminRoute.Mark);
        app.MapPost("/v1/chat/completions", Endpoint<ChatCompletionsEndpoint>(app, (endpoint, http) => endpoint.HandleAsync(http)));
        app.MapPost("/v1/responses", Endpoint<ResponsesEndpoint>(app, (endpoint, http) => endpoint.HandleAsync(http)));
        app.MapPost("/v1/messages", Endpoint<MessagesEndpoint>(app, (endpoint, http) => endpoint.HandleAsync(http)));
        app.MapPost("/v1/messages/count_tokens", Endpoint<MessagesEndpoint>(app, (endpoint, http) => endpoint.CountAsync(http)));
        app.MapPost("/v1/completions", Endpoint<CompletionsEndpoint>(app, (endpoint, http) => endpoint.HandleAsync(http)));
        app.MapPost("/v1/embeddings", Endpoint<EmbeddingsEndpoint>(app, (endpoint, http) => endpoint.HandleAsync(http)));
        app.MapPost("/v1/fusion/estimate", Endpoint<EstimateEndpoint>(app, (endpoint, http) => endpoint.HandleAsync(http)));
        app.MapGet("/v1/fusion/runs", Endpoint<RunsEndpoint>(app, (endpoint, http) => endpoint.ListAsync(http)));
        app.MapGet("/v1/fusion/runs/{id}", Endpoint<RunsEndpoint>(app, (endpoint, http) => endpoint.FindAsync(http, (string)http.Request.RouteValues["id"]!)));
        app.MapGet("/v1/fusion/audit", Endpoint<AuditEndpoint>(app, (endpoint, http) => endpoint.ListAsync(http))).WithMetadata(AdminRoute.Mark);
        app.MapGet("/v1/models", Endpoint<ModelsEndpoint>(app, (endpoint, http) => endpoint.ListAsync(http)));
        app.MapGet("/v1/models/{*name}", Endpoint<ModelsEndpoint>(app, (endpoint, http) => endpoint.FindAsync(http, (string?)http.Request.RouteValues["name"] ?? "")));
        app.MapApiReference();
    }

    private static RequestDelegate Endpoint<T>(IEndpointRouteBuilder app, Func<T, HttpContext, Task> handle)
        where T : notnull
    {
        var endpoint = app.ServiceProvider.GetRequiredService<T>();
        return http => handle(endpoint, http);
    }
}
