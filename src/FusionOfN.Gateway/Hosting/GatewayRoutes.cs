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
        app.MapRead("/healthz", HealthEndpoint.AliveAsync).WithMetadata(QuietRoute.Mark);
        app.MapRead("/readyz", Endpoint<HealthEndpoint>(app, (endpoint, http) => endpoint.ReadyAsync(http))).WithMetadata(QuietRoute.Mark);
        app.MapPrometheusScrapingEndpoint("/metrics").WithMetadata(QuietRoute.Mark, AdminRoute.Mark);
        app.MapPost("/v1/chat/completions", Endpoint<ChatCompletionsEndpoint>(app, (endpoint, http) => endpoint.HandleAsync(http)));
        app.MapPost("/v1/responses", Endpoint<ResponsesEndpoint>(app, (endpoint, http) => endpoint.HandleAsync(http)));
        app.MapPost("/v1/messages", Endpoint<MessagesEndpoint>(app, (endpoint, http) => endpoint.HandleAsync(http)));
        app.MapPost("/v1/messages/count_tokens", Endpoint<MessagesEndpoint>(app, (endpoint, http) => endpoint.CountAsync(http)));
        app.MapPost("/v1/completions", Endpoint<CompletionsEndpoint>(app, (endpoint, http) => endpoint.HandleAsync(http)));
        app.MapPost("/v1/embeddings", Endpoint<EmbeddingsEndpoint>(app, (endpoint, http) => endpoint.HandleAsync(http)));
        app.MapPost("/v1/fusion/estimate", Endpoint<EstimateEndpoint>(app, (endpoint, http) => endpoint.HandleAsync(http)));
        app.MapRead("/v1/fusion/runs", Endpoint<RunsEndpoint>(app, (endpoint, http) => endpoint.ListAsync(http)));
        app.MapRead("/v1/fusion/runs/{id}", Endpoint<RunsEndpoint>(app, (endpoint, http) => endpoint.FindAsync(http, (string)http.Request.RouteValues["id"]!)));
        app.MapRead("/v1/fusion/audit", Endpoint<AuditEndpoint>(app, (endpoint, http) => endpoint.ListAsync(http))).WithMetadata(AdminRoute.Mark);
        app.MapRead("/v1/models", Endpoint<ModelsEndpoint>(app, (endpoint, http) => endpoint.ListAsync(http)));
        app.MapRead("/v1/models/{*name}", Endpoint<ModelsEndpoint>(app, (endpoint, http) => endpoint.FindAsync(http, (string?)http.Request.RouteValues["name"] ?? "")));
        app.MapApiReference();
    }

    // Who only asks whether something is there gets the same headers, and the server leaves the body out.
    private static IEndpointConventionBuilder MapRead(this IEndpointRouteBuilder app, string address, RequestDelegate handle) =>
        app.MapMethods(address, [HttpMethods.Get, HttpMethods.Head], handle);

    private static RequestDelegate Endpoint<T>(IEndpointRouteBuilder app, Func<T, HttpContext, Task> handle)
        where T : notnull
    {
        var endpoint = app.ServiceProvider.GetRequiredService<T>();
        return http => handle(endpoint, http);
    }
}
