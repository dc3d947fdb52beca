using System.Text.Json;

namespace FusionOfN.Cli.Tests.Synth;

public sealed class PlanTests : IAsyncLifetime
{
    private readonly CliSession _session = new();
    private ModelServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ModelServer.StartAsync();
        _session.Write("fusion.yaml", _server.Configuration);
        _session.Write("prompts.jsonl", string.Concat(Enumerable.Range(0, 30).Select(i => $"{{\"prompt\":\"What is question {i} of all of the {30 + i} questions?\",\"lang\":\"{(i % 3 == 0 ? "de" : "en")}\"}}\n")));
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _session.Dispose();
    }

    [Fact]
    public async Task Plan_Pilot_ForecastsTheJobAndIsNotPaidTwice()
    {
        CliResult plan = await _session.RunAsync("synth", "plan", "prompts.jsonl", "--answers", "fusion", "--pilot", "8", "--yes", "--out", "job", "--json");
        int paid = _server.Upstream.Requests.Count;
        CliResult status = await _session.RunAsync("synth", "status", "job");
        CliResult again = await _session.RunAsync("synth", "plan", "prompts.jsonl", "--answers", "fusion", "--pilot", "--out", "job");
        int asked = _server.Upstream.Requests.Count;
        CliResult run = await _session.RunAsync("synth", "run", "prompts.jsonl", "--answers", "fusion", "--without", "language", "--out", "job");
        decimal cost = JsonDocument.Parse((await _session.RunAsync("synth", "status", "job", "--json")).Output).RootElement.GetProperty("cost_usd").GetDecimal();

        Assert.Equal((0, 0, 0), (plan.ExitCode, again.ExitCode, run.ExitCode));
        Assert.Equal((4 * 8, 4 * 8, 4 * 30), (paid, asked, _server.Upstream.Requests.Count));
        Assert.Contains("The pilot answers 8 prompts and pays for them, $", plan.Error, StringComparison.Ordinal);
        Assert.Contains("8 prompts: 8 done", status.Output, StringComparison.Ordinal);
        Assert.Contains("has answered 8 prompts; the forecast is made of them, and nothing is paid", again.Error, StringComparison.Ordinal);
        JsonElement forecast = JsonDocument.Parse(plan.Output).RootElement.GetProperty("forecast");
        JsonElement total = forecast.GetProperty("total");
        Assert.Equal(4 * 30, total.GetProperty("calls").GetProperty("expected").GetDouble(), 6);
        Assert.InRange((double)cost, total.GetProperty("cost_usd").GetProperty("low").GetDouble() - 1e-9, total.GetProperty("cost_usd").GetProperty("high").GetDouble() + 1e-9);
        Assert.Equal(["candidates", "candidates", "candidates", "fusion"], forecast.GetProperty("stages").EnumerateArray().Select(stage => stage.GetProperty("part").GetString()));
        Assert.Equal(["de", "en"], forecast.GetProperty("languages").EnumerateArray().Select(language => language.GetProperty("part").GetString()));
    }

    [Fact]
    public async Task Plan_PilotWithNobodyToAsk_AsksForYesAndPaysNothing()
    {
        CliResult plan = await _session.RunAsync("synth", "plan", "prompts.jsonl", "--answers", "fusion", "--pilot", "4", "--out", "job");

        Assert.Equal(2, plan.ExitCode);
        Assert.Contains("--yes pays for it without asking", plan.Error, StringComparison.Ordinal);
        Assert.Empty(_server.Upstream.Requests);
    }

    [Fact]
    public async Task Plan_BestOfNWithoutAScorer_NamesTheJudge()
    {
        CliResult plan = await _session.RunAsync("synth", "plan", "prompts.jsonl", "--answers", "fusion,best-of-n");

        Assert.Equal(0, plan.ExitCode);
        Assert.Contains("are given by a judge: omega, which is also the fusor", plan.Output, StringComparison.Ordinal);
        Assert.Contains("no forecast", plan.Output, StringComparison.Ordinal);
        Assert.Matches("(?m)^ *best-of-n +omega +[0-9]", plan.Output);
        Assert.Empty(_server.Upstream.Requests);
    }

    [Theory]
    [InlineData("--pilot must be", "--pilot", "1")]
    [InlineData("--pilot must be a whole number, but it is 'few'", "--pilot", "few")]
    public async Task Plan_Mistakes_AreSaid(string expected, params string[] args)
    {
        CliResult result = await _session.RunAsync(["synth", "plan", "prompts.jsonl", .. args]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }
}
