using FusionOfN.Testing;

namespace FusionOfN.Cli.Tests;

/// <summary>A fake upstream with three models and a fusor, and the configuration that names them.</summary>
internal sealed class ModelServer : IAsyncDisposable
{
    private ModelServer(FakeUpstream upstream) => Upstream = upstream;

    public FakeUpstream Upstream { get; }

    /// <summary>Panel of <c>alpha</c>, <c>beta</c> and <c>gamma</c>, asked one after the other; the fusor is <c>omega</c>.</summary>
    public string Configuration => $$"""
        endpoints:
          lab:
            base_url: {{Upstream.OpenAiUrl}}
            retry: { max_retries: 0 }
        models:
          alpha: { endpoint: lab, id: alpha }
          beta: { endpoint: lab, id: beta }
          gamma: { endpoint: lab, id: gamma }
          omega: { endpoint: lab, id: omega }
        prices:
          alpha: { input: 1, output: 2, from: 2020-01-01 }
          beta: { input: 1, output: 2, from: 2020-01-01 }
          gamma: { input: 1, output: 2, from: 2020-01-01 }
          omega: { input: 10, output: 20, from: 2020-01-01 }
        recipes:
          trio:
            description: Three models, fused by a fourth
            panel: [alpha, beta, gamma]
            fusor: [omega]
            max_concurrency: 1
            seed: 7
        """;

    public static async Task<ModelServer> StartAsync()
    {
        FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => request.Model switch
        {
            "alpha" => "The capital of Japan is Tokyo. The answer is 1.",
            "beta" => "Tokyo. Its currency is the yen. The answer is 2.",
            "gamma" => "Kyoto, I think. The answer is 2.",
            _ => Fused("The capital of Japan is Tokyo. Its currency is the yen."),
        };
        return new ModelServer(upstream);
    }

    /// <summary>A fusor's reply with an answer in it.</summary>
    public static UpstreamReply Fused(string answer) => $"They agree on most.\n\n<fused_answer>\n{answer}\n</fused_answer>";

    public ValueTask DisposeAsync() => Upstream.DisposeAsync();
}
