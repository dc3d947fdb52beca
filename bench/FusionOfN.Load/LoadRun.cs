using System.Globalization;
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

    private readonly LoadOptions _options;

    public LoadRun(LoadOptions options) => _options = options;

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        string folder = Directory.CreateTempSubdirectory("fusion-load-").FullName;
        try
        {
            using Child upstream = Child.Start([Here, "upstream", .. _options.Apart ? ["--apart"] : Array.Empty<string>()]);
            Uri upstreamUrl = new(await upstream.ReadAsync(cancellationToken));
            using MeasuredGateway gateway = await MeasuredGateway.StartAsync(Gateway, Path.Combine(folder, "now"), upstreamUrl, cancellationToken);
            if (_options.Against is { } program)
                return await CompareAsync(program, Path.Combine(folder, "before"), upstreamUrl, gateway, cancellationToken);

            using Child floor = Child.Start([Here, "floor", upstreamUrl.ToString()]);
            await floor.ReadAsync(cancellationToken);

            await WarmUpAsync(gateway);
            await FloorTurnAsync(floor, WarmUpConcurrency, WarmUpRequests, cancellationToken);
            List<Level> levels = [];
            foreach (int concurrency in _options.Levels)
                levels.Add(await MeasureAsync(new Level(concurrency), gateway, floor, cancellationToken));
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

    /// <summary>Sends requests until they cost no less than those before.</summary>
    private static async Task WarmUpAsync(MeasuredGateway gateway)
    {
        TimeSpan last = TimeSpan.MaxValue;
        for (int i = 0; i < MaxWarmUps; i++)
        {
            TimeSpan cost = (await gateway.TurnAsync(WarmUpConcurrency, WarmUpRequests)).Cpu;
            if (i + 1 >= MinWarmUps && cost > last * Settled) return;
            last = cost;
        }
    }

    private async Task<Level> MeasureAsync(Level level, MeasuredGateway gateway, Child floor, CancellationToken cancellationToken)
    {
        int requests = _options.RequestsAt(level.Concurrency);
        gateway.ResetPeak();
        for (int round = 0; round < _options.Rounds; round++)
        {
            (Turn ours, TimeSpan oursCpu) = await gateway.TurnAsync(level.Concurrency, requests);
            TimeSpan before = floor.Cpu;
            Turn bare = await FloorTurnAsync(floor, level.Concurrency, requests, cancellationToken);
            level.Add(ours, oursCpu, bare, floor.Cpu - before);
        }

        level.Megabytes = gateway.PeakMegabytes;
        return level;
    }

    /// <summary>Measures another version beside this one, in turns, so that whatever else the machine does costs both.</summary>
    private async Task<int> CompareAsync(string program, string folder, Uri upstream, MeasuredGateway now, CancellationToken cancellationToken)
    {
        using MeasuredGateway before = await MeasuredGateway.StartAsync(program, folder, upstream, cancellationToken);
        await WarmUpAsync(before);
        await WarmUpAsync(now);
        Console.WriteLine("| in flight | CPU ms/request before | now | ratio | peak MB before / now |");
        Console.WriteLine("|---:|---:|---:|---:|---:|");
        foreach (int concurrency in _options.Levels)
        {
            int requests = _options.RequestsAt(concurrency);
            List<(double Before, double Now)> rounds = [];
            before.ResetPeak();
            now.ResetPeak();
            for (int round = 0; round < _options.Rounds; round++)
            {
                TimeSpan old = (await before.TurnAsync(concurrency, requests)).Cpu;
                rounds.Add((old.TotalMilliseconds / requests, (await now.TurnAsync(concurrency, requests)).Cpu.TotalMilliseconds / requests));
            }

            Console.WriteLine(FormattableString.Invariant(
                $"| {concurrency} | {Level.Median(rounds.Select(one => one.Before)):0.00} | {Level.Median(rounds.Select(one => one.Now)):0.00} | **{Level.Median(rounds.Select(one => one.Now / one.Before)):0.00}** | {before.PeakMegabytes:0} / {now.PeakMegabytes:0} |"));
        }

        return 0;
    }

    private static async Task<Turn> FloorTurnAsync(Child floor, int concurrency, int requests, CancellationToken cancellationToken)
    {
        await floor.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{concurrency} {requests}"), cancellationToken);
        return JsonSerializer.Deserialize<Turn>(await floor.ReadAsync(cancellationToken))!;
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
