using System.Diagnostics;
using System.Globalization;
using FusionOfN.Local;
using FusionOfN.Local.Bench;

// Prefill and decode of the engine against a bare loop of ONNX Runtime steps on the same graph, both sides in turns in one run; then the
// resident memory over 1,000 generations; exits with 1 when that grows by more than 5 % after the first 200. `--spin` lets the threads spin,
// `--quick` takes fewer rounds, `--memory` measures the memory only.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
LocalModelOptions options = new() { Threads = 2, AllowSpinning = args.Contains("--spin") };
var share = args.Contains("--quick") ? 4 : 1;
const int Prompt = 256;
const int Steps = 128;
GenerationOptions sampling = new() { MaxTokens = Steps, IgnoreEnd = true };
var one = new DecoderConfig
{
    VocabularySize = 2048,
    HiddenSize = 128,
    Layers = 4,
    Heads = 4,
    KeyValueHeads = 2,
    FeedForwardSize = 384,
    MaxPositions = 1024,
};
var four = new DecoderConfig
{
    VocabularySize = 4096,
    HiddenSize = 256,
    Layers = 4,
    Heads = 8,
    KeyValueHeads = 4,
    FeedForwardSize = 704,
    MaxPositions = 1024,
};
int[] prompt = [.. Enumerable.Range(0, Prompt).Select(i => i % 256)];

Console.WriteLine($"{options.Threads} threads, spinning {(options.AllowSpinning ? "on" : "off")}, prompt {Prompt}, {Steps} tokens each");
Console.WriteLine("| model | work | rounds | engine tok/s, best | bare tok/s, best | engine / bare, best | median |");
Console.WriteLine("|---|---|---|---|---|---|---|");
foreach (var (name, config) in args.Contains("--memory") ? [] : new[] { ("1M", one), ("4M", four) })
{
    using BenchModel model = new(config, options);
    using BareLoop bare = new(Path.Combine(model.Model.Directory, "model.onnx"), options, model.Model.Layout);

    await CompareAsync($"{name} | prefill", 400 / share, Prompt, () => GenerateAsync(model.Model, 1, sampling with { MaxTokens = 1 }), () => bare.Prefill(Prompt));
    foreach (var rows in new[] { 1, 5 })
    {
        // Both sides read the prompt and decode after it, the bare side every row in the same batch.
        await CompareAsync($"{name} | prefill + decode, {rows} × {Steps}", 40 / share, rows * Steps, () => GenerateAsync(model.Model, rows, sampling), () =>
        {
            bare.Prefill(Prompt);
            bare.Decode(rows, Prompt, Steps - 1);
        });
    }
}

using BenchModel small = new(one, options);
Console.WriteLine();
Console.WriteLine("| generations of 5 × 32 | resident memory, MB |");
Console.WriteLine("|---|---|");
long settled = 0, last = 0;
for (var i = 0; i <= 1000; i++)
{
    if (i % 200 == 0)
    {
        last = Resident();
        settled = i == 200 ? last : settled;
        Console.WriteLine($"| {i} | {last / 1e6:N0} |");
    }

    var length = 32 + (i * 37 % 200);
    await small.Model.GenerateBatchAsync([new TokenPrompt(prompt[..length], [.. Enumerable.Range(0, 5).Select(k => (long)(i + k))])], sampling with { MaxTokens = 32 }, default);
}

return last > settled * 1.05 ? 1 : 0;

static long Resident()
{
    GC.Collect();
    using var process = Process.GetCurrentProcess();
    return process.WorkingSet64;
}

async Task GenerateAsync(LocalModel model, int rows, GenerationOptions how) =>
    await model.GenerateBatchAsync([new TokenPrompt(prompt, [.. Enumerable.Range(0, rows).Select(i => (long)i)])], how, default);

async Task CompareAsync(string label, int rounds, int tokens, Func<Task> engine, Action bare)
{
    await engine();
    bare();
    List<double> engineTimes = [], bareTimes = [];
    for (var round = 0; round < rounds; round++)
    {
        var start = Stopwatch.GetTimestamp();
        await engine();
        engineTimes.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        start = Stopwatch.GetTimestamp();
        bare();
        bareTimes.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    engineTimes.Sort();
    bareTimes.Sort();
    Console.WriteLine(
        $"| {label} | {rounds} | {tokens / engineTimes[0]:N0} | {tokens / bareTimes[0]:N0} | {bareTimes[0] / engineTimes[0]:P0} | {bareTimes[rounds / 2] / engineTimes[rounds / 2]:P0} |");
}
