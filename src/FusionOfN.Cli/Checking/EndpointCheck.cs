using FusionOfN.Configuration;
using FusionOfN.Providers;

namespace FusionOfN.Cli;

/// <summary>Asks an endpoint for its models, without spending a token.</summary>
internal static class EndpointCheck
{
    public static async Task<Check> RunAsync(RecipeBook book, EndpointOptions endpoint, EndpointRuntime runtime, CancellationToken cancellationToken)
    {
        if (endpoint.ApiKeyVariable is { } variable && string.IsNullOrWhiteSpace(runtime.ReadVariable(variable)))
            return new Check("endpoint", endpoint.Name, CheckStatus.Failed, $"The environment variable {variable} is not set.");

        IReadOnlyList<string> wanted = [.. book.Models.Where(model => model.Endpoint == endpoint.Name).Select(model => model.Id)];
        ProbeReport report = await EndpointProbe.RunAsync(endpoint with { Models = wanted }, runtime, cancellationToken);
        CheckStatus status = report.Problem is not null ? CheckStatus.Failed : report.IsHealthy ? CheckStatus.Ok : CheckStatus.Warning;
        return new Check("endpoint", endpoint.Name, status, report.Summary);
    }
}
