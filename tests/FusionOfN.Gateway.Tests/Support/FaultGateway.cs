using FusionOfN.Configuration;
using FusionOfN.Providers;
using FusionOfN.Testing;

namespace FusionOfN.Gateway.Tests;

/// <summary>Gateways for fault tests: clock, retries and quorum as the test wants them.</summary>
internal static class FaultGateway
{
    /// <summary>Three members that may be one short after 8 seconds of grace; a server that asks for a minute is waited for, and a silent one for a day.</summary>
    private const string Configuration =
        """
        endpoints:
          up: { base_url: "$URL", retry: { max_retries: 1, max_delay_ms: 120000 }, timeouts: { first_token_ms: 86400000, silence_ms: 86400000, whole_ms: 86400000 } }
        models:
          a: { endpoint: up, id: a }
          b: { endpoint: up, id: b }
          c: { endpoint: up, id: c }
          f: { endpoint: up, id: f }
        recipes:
          default: { panel: [a, b, c], fusor: [f], quorum: { min: 2, grace_ms: 8000, timeout_ms: 300000 } }
        """;

    /// <summary>Starts one whose endpoints, engine and streams all go by one clock.</summary>
    public static Task<TestGateway> StartAsync(FakeUpstream upstream, TimeProvider clock, int? runs = null, HttpMessageHandler? transport = null)
    {
        string text = Configuration.Replace("$URL", upstream.OpenAiUrl.ToString(), StringComparison.Ordinal);
        RecipeBook book = new(FusionConfiguration.Parse(text).Require(), new RecipeBookOptions { Runtime = new EndpointRuntime { TimeProvider = clock, Transport = transport } });
        return TestGateway.StartAsync(upstream, change: options =>
        {
            options.Models.Dispose();
            return options with
            {
                TimeProvider = clock,
                Models = new GatewayModels(new ModelSource(book, "models of the test")),
                Configuration = runs is { } most ? options.Configuration with { MaxConcurrentRuns = most } : options.Configuration,
            };
        });
    }
}
