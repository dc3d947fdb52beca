using System.Text.Json;
using FusionOfN.Testing;

namespace FusionOfN.Cli.Tests.Synth;

/// <summary>A job whose calls go out in batches.</summary>
public sealed class SynthBatchTests : IAsyncLifetime
{
    private readonly CliSession _session = new();
    private ModelServer _server = null!;
    private FakeBatches _batches = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ModelServer.StartAsync();
        _batches = new FakeBatches(_server.Upstream);
        _session.Write("fusion.yaml", _server.Configuration.Replace("retry:", "batch: openai\n    retry:", StringComparison.Ordinal));
        _session.Write("prompts.jsonl", "{\"prompt\":\"Capital of Japan?\"}\n{\"prompt\":\"Capital of Kenya?\"}\n");
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _session.Dispose();
    }

    [Fact]
    public async Task Run_Batch_MakesTheSameDataSetForHalfThePrice()
    {
        CliResult single = await RunAsync("single");
        CliResult batched = await RunAsync("job", "--batch");

        Assert.Equal((0, 0), (single.ExitCode, batched.ExitCode));
        Assert.Contains("in batches: alpha, beta, gamma, omega", batched.Error, StringComparison.Ordinal);
        Assert.Contains("batch of 2 calls to omega at 127.0.0.1", batched.Error, StringComparison.Ordinal);
        Assert.Equal(_session.Read("single/data/trl-sft/fusion/train.jsonl"), _session.Read("job/data/trl-sft/fusion/train.jsonl"));
        Assert.Equal((await StatusAsync("single")).GetProperty("cost_usd").GetDecimal() / 2, (await StatusAsync("job")).GetProperty("cost_usd").GetDecimal());
        Assert.Equal([2, 2, 2, 2], _batches.Made.Select(batch => batch.Requests.Count));
        Assert.Empty(_batches.Files);
    }

    [Fact]
    public async Task Run_StoppedWhileItWaits_GoesOnWithTheBatchesThatAreThere()
    {
        for (int i = 0; i < 3; i++)
            _batches.Plots.Enqueue(new BatchPlot { Questions = 1 });
        using CancellationTokenSource stop = new();
        _batches.Asked = () => stop.Cancel();
        CliResult stopped = await _session.RunAsync("", stop.Token, "synth", "run", "prompts.jsonl", "--answers", "fusion", "--max-tokens", "100", "--out", "job", "--batch");
        _batches.Asked = null;
        CliResult shown = await _session.RunAsync("synth", "status", "job");
        CliResult more = await RunAsync("job", "--batch");

        Assert.Equal(130, stopped.ExitCode);
        Assert.Contains("the same command goes on from here", stopped.Error, StringComparison.Ordinal);
        Assert.Contains("batch of 2 calls to alpha at 127.0.0.1", shown.Output, StringComparison.Ordinal);
        Assert.Contains("in_progress", shown.Output, StringComparison.Ordinal);
        Assert.Equal(0, more.ExitCode);
        Assert.Equal(8, _batches.Made.Sum(batch => batch.Requests.Count));
        Assert.Equal(4, (await StatusAsync("job")).GetProperty("batches").GetArrayLength());
    }

    [Fact]
    public async Task Run_ProviderRefusesTheBatch_SaysWhyAndHowToGoOn()
    {
        _batches.Plots.Enqueue(new BatchPlot { RefusedWith = "billing_hard_limit_reached" });
        CliResult refused = await RunAsync("job", "--batch");
        CliResult more = await RunAsync("job", "--batch");

        Assert.Equal((1, 0), (refused.ExitCode, more.ExitCode));
        Assert.Contains("billing_hard_limit_reached", refused.Error, StringComparison.Ordinal);
        Assert.Contains("the same command goes on from here", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Json_TellsOfBatches()
    {
        CliResult result = await RunAsync("job", "--batch", "--json");
        JsonElement[] events = [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

        JsonElement batch = events.First(line => line.GetProperty("event").GetString() == "batch").GetProperty("batch");
        Assert.Equal(2, batch.GetProperty("calls").GetInt64());
        Assert.Equal("completed", events[^1].GetProperty("end").GetString());
    }

    [Theory]
    [InlineData(3, "no model of this job is at an endpoint that takes batches", "none.yaml", "prompts.jsonl", "--batch")]
    [InlineData(2, "--batch does not go with --no-store", "fusion.yaml", "prompts.jsonl", "--batch", "--no-store")]
    [InlineData(2, "Write them into a file", "fusion.yaml", "-", "--batch")]
    [InlineData(3, "'opneai'", "wrong.yaml", "prompts.jsonl", "--batch")]
    [InlineData(3, "endpoints of kind anthropic take batch anthropic", "other.yaml", "prompts.jsonl", "--batch")]
    public async Task Run_BatchThatCannotBe_SaysWhat(int code, string expected, string configuration, string prompts, params string[] options)
    {
        _session.Write("none.yaml", _server.Configuration);
        _session.Write("wrong.yaml", _server.Configuration.Replace("retry:", "batch: opneai\n    retry:", StringComparison.Ordinal));
        _session.Write("other.yaml", _server.Configuration.Replace("retry:", "batch: anthropic\n    retry:", StringComparison.Ordinal));

        CliResult result = await _session.RunAsync(["synth", "run", prompts, "--config", configuration, "--answers", "fusion", "--out", "job", .. options]);

        Assert.Equal(code, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Empty(_server.Upstream.Requests);
    }

    private Task<CliResult> RunAsync(string output, params string[] more) =>
        _session.RunAsync(["synth", "run", "prompts.jsonl", "--answers", "fusion", "--max-tokens", "100", "--out", output, .. more]);

    private async Task<JsonElement> StatusAsync(string job) => JsonDocument.Parse((await _session.RunAsync("synth", "status", job, "--json")).Output).RootElement;
}
