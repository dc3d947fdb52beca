using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace FusionOfN.Load;

/// <summary>Runs both sides in turns and prints the table.</summary>
internal sealed class LoadRun
{
    /// <summary>Calls of one fused request: five members and the fusor.</summary>
    public const int Calls = 6;

    // Until the runtime has compiled what is hot: it does so in steps, after some thousand calls, and the later the busier the machine is.
    private const int WarmUpRequests = 6_000;
    private const int WarmUpConcurrency = 16;
    private const int MinWarmUps = 2;
    private const int MaxWarmUps = 6;
    private const double Settled = 0.95;

    private const double MostCpuRatio = 2;
    private const double MostAddedMs = 2;
    private const double MostMegabytes = 300;

    private static readonly byte[] Body = Encoding.UTF8.GetBytes(
        """{"model":"fusion","stream":true,"messages":[{"role":"user","content":"What is the capital of France?"}]}""");

    private readonly LoadOptions _options;

    public LoadRun(LoadOptions options) => _options = options;

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        string folder = Directory.CreateTempSubdirectory("fusion-load-").FullName;
        try
        {
            using Child upstream = Child.Start([Here, "upstream", .. _options.Apart ? ["--apart"] : Array.Empty<string>()]);
            Uri upstreamUrl = new(await upstream.ReadAsync(cancellationToken));
            string file = Path.Combine(folder, "fusion.yaml");
            await File.WriteAllTextAsync(file, Configuration(upstreamUrl), cancellationToken);
            using Child gateway = Child.Start(
                [Gateway, "serve", "--config", file, "--listen", "http://127.0.0.1:0"], ("FUSION_STORE", Path.Combine(folder, "gateway.db")));
            Uri gatewayUrl = new((await gateway.ReadAsync(cancellationToken)).Split(' ')[^1]);
            using HttpClient http = Clients.Create(gatewayUrl);
            await AskAsync(http);
            using Child floor = Child.Start([Here, "floor", upstreamUrl.ToString()]);
            await floor.ReadAsync(cancellationToken);

            await WarmUpAsync(http, gateway);
            await FloorTurnAsync(floor, WarmUpConcurrency, WarmUpRequests, cancellationToken);
            List<Level> levels = [];
            foreach (int concurrency in _options.Levels)
                levels.Add(await MeasureAsync(new Level(concurrency), http, gateway, floor, cancellationToken));
            return Report(levels);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Here => typeof(LoadRun).Assembly.Location;

    // Both are built into the same folder of outputs, in the same configuration.
    private static string Gateway => Here.Replace("FusionOfN.Load", "FusionOfN.Cli", StringComparison.Ordinal).Replace("FusionOfN.Cli.dll", "fusion.dll", StringComparison.Ordinal);

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

    /// <summary>Sends requests until they cost no less than those before.</summary>
    private static async Task WarmUpAsync(HttpClient http, Child gateway)
    {
        TimeSpan last = TimeSpan.MaxValue;
        for (int i = 0; i < MaxWarmUps; i++)
        {
            TimeSpan before = gateway.Cpu;
            await GatewayTurnAsync(http, WarmUpConcurrency, WarmUpRequests);
            TimeSpan cost = gateway.Cpu - before;
            if (i + 1 >= MinWarmUps && cost > last * Settled) return;
            last = cost;
        }
    }

    private async Task<Level> MeasureAsync(Level level, HttpClient http, Child gateway, Child floor, CancellationToken cancellationToken)
    {
        int requests = _options.RequestsAt(level.Concurrency);
        gateway.ResetPeak();
        for (int round = 0; round < _options.Rounds; round++)
        {
            TimeSpan before = gateway.Cpu;
            Turn ours = await GatewayTurnAsync(http, level.Concurrency, requests);
            TimeSpan oursCpu = gateway.Cpu - before;
            before = floor.Cpu;
            Turn bare = await FloorTurnAsync(floor, level.Concurrency, requests, cancellationToken);
            level.Add(ours, oursCpu, bare, floor.Cpu - before);
        }

        level.Megabytes = gateway.PeakMegabytes;
        return level;
    }

    private static Task<Turn> GatewayTurnAsync(HttpClient http, int concurrency, int requests) => Turn.RunAsync(concurrency, requests, () => AskAsync(http));

    private static async Task<Turn> FloorTurnAsync(Child floor, int concurrency, int requests, CancellationToken cancellationToken)
    {
        await floor.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{concurrency} {requests}"), cancellationToken);
        return JsonSerializer.Deserialize<Turn>(await floor.ReadAsync(cancellationToken))!;
    }

    private static async Task AskAsync(HttpClient http)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/v1/chat/completions") { Content = new ByteArrayContent(Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await Clients.DrainAsync(response);
    }

    private static int Report(List<Level> levels)
    {
        Console.WriteLine("| in flight | requests/s | p50 ms | p99 ms | CPU ms/request | CPU ratio | added p50 ms | gateway peak MB |");
        Console.WriteLine("|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (Level level in levels)
            Console.WriteLine(level.Row());
        Console.WriteLine();
        Console.WriteLine("Gateway / floor in each column of two. Ratio and added latency are medians over rounds, both sides of a round one after the other.");
        Say("CPU per fused request", levels.Max(level => level.CpuRatio), MostCpuRatio, "times the floor");
        Say("added p50 latency at 1 in flight", levels.Where(level => level.Concurrency == 1).Select(level => level.AddedMs).DefaultIfEmpty(double.NaN).Max(), MostAddedMs, "ms");
        Say("memory at 512 in flight", levels.Where(level => level.Concurrency == 512).Select(level => level.Megabytes).DefaultIfEmpty(double.NaN).Max(), MostMegabytes, "MB");
        return 0;
    }

    private static void Say(string what, double measured, double most, string unit) => Console.WriteLine(double.IsNaN(measured)
        ? $"{what}: not measured"
        : FormattableString.Invariant($"{what}: {measured:0.0} {unit}, target {most:0}: {(measured <= most ? "met" : "missed")}"));
}
