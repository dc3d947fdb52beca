using System.Net.Http.Headers;
using System.Text;

namespace FusionOfN.Load;

/// <summary>A <c>fusion serve</c> in a process of its own, whose CPU time and memory are measured.</summary>
internal sealed class MeasuredGateway : IDisposable
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes(
        """{"model":"fusion","stream":true,"messages":[{"role":"user","content":"What is the capital of France?"}]}""");

    private readonly Child _process;
    private readonly HttpClient _http;

    private MeasuredGateway(Child process, HttpClient http)
    {
        _process = process;
        _http = http;
    }

    /// <summary>The most memory it held since the mark was last reset, in megabytes.</summary>
    public double PeakMegabytes => _process.PeakMegabytes;

    /// <summary>Starts one.</summary>
    /// <param name="program">Its <c>fusion.dll</c>.</param>
    /// <param name="folder">Where its files go; one for each.</param>
    /// <param name="upstream">The model server.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<MeasuredGateway> StartAsync(string program, string folder, Uri upstream, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        string file = Path.Combine(folder, "fusion.yaml");
        await File.WriteAllTextAsync(file, Configuration(upstream), cancellationToken);
        Child process = Child.Start([program, "serve", "--config", file, "--listen", "http://127.0.0.1:0"], ("FUSION_STORE", Path.Combine(folder, "gateway.db")));
        Uri address = new((await process.ReadAsync(cancellationToken)).Split(' ')[^1]);
        MeasuredGateway gateway = new(process, Clients.Create(address));
        await gateway.AskAsync();
        return gateway;
    }

    /// <summary>Begins a new peak.</summary>
    public void ResetPeak() => _process.ResetPeak();

    /// <summary>Answers requests, so many at once; what it took, and its CPU time.</summary>
    public async Task<(Turn Turn, TimeSpan Cpu)> TurnAsync(int concurrency, int requests)
    {
        TimeSpan before = _process.Cpu;
        Turn turn = await Turn.RunAsync(concurrency, requests, AskAsync);
        return (turn, _process.Cpu - before);
    }

    public void Dispose()
    {
        _http.Dispose();
        _process.Dispose();
    }

    private static string Configuration(Uri upstream) =>
        $$"""
        endpoints:
          up: { base_url: "{{upstream}}v1", max_concurrency: 8192 }
        models:
          m: { endpoint: up, id: m, context_window: 100000, max_output: 4000 }
        recipes:
          default: { panel: [{ model: m, samples: 5 }], fusor: [m] }
        gateway:
          max_concurrent_runs: 1024
          max_queue: 1024
        """;

    private async Task AskAsync()
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/v1/chat/completions") { Content = new ByteArrayContent(Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await Clients.DrainAsync(response);
    }
}
