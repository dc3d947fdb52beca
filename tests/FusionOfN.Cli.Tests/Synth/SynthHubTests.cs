using System.Text.Json;
using FusionOfN.Testing;

namespace FusionOfN.Cli.Tests.Synth;

public sealed class SynthHubTests : IAsyncLifetime
{
    private const string Card = "---\nconfigs:\n  - config_name: en\n    data_files: [{split: train, path: 'en/train-*'}, {split: test, path: en/test.jsonl}]\n  - config_name: de\n    data_files: de/*.jsonl\n---\n# Questions\n";

    private readonly CliSession _session = new();
    private ModelServer _server = null!;
    private FakeHub _hub = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ModelServer.StartAsync();
        _hub = await FakeHub.StartAsync(TestContext.Current.CancellationToken);
        _session.Write("fusion.yaml", _server.Configuration);
        _session.With("HF_ENDPOINT", _hub.Url.ToString()).With("FUSION_DATASETS", "sets");
        _hub.Commit("acme/questions", Questions("of Japan"));
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        await _server.DisposeAsync();
        _session.Dispose();
    }

    [Fact]
    public async Task Run_ShardsOfASplit_AreOneListAndABadRowIsNamedByItsFile()
    {
        CliResult result = await RunAsync("hf:acme/questions:en/train");

        Assert.Equal(6, result.ExitCode);
        Assert.Contains("hf:acme/questions/en/train-1.jsonl:2: ", result.Error, StringComparison.Ordinal);
        Assert.Equal(["Capital of Japan? 0", "Capital of Japan? 1", "Capital of Japan? 2"], Prompts("job/data/trl-sft/fusion/train.jsonl").Order());
        JsonElement job = JsonDocument.Parse(_session.Read("job/job.json")).RootElement;
        Assert.Equal($"hf:acme/questions@{_hub.Commits("acme/questions")[0].Id}:en/train", job.GetProperty("prompts").GetString());
    }

    [Fact]
    public async Task Run_BranchMovedOn_GoesOnWithTheCommitItBeganWith()
    {
        await RunAsync("hf:acme/questions:en/train");
        int calls = _server.Upstream.Requests.Count;
        _hub.Commit("acme/questions", Questions("of Peru"));
        CliResult again = await RunAsync("hf:acme/questions:en/train");
        CliResult other = await _session.RunAsync("synth", "run", "hf:acme/questions@main:en/test", "--answers", "fusion", "--out", "other");

        Assert.Equal(6, again.ExitCode);
        Assert.Equal(calls + 4, _server.Upstream.Requests.Count);
        Assert.Equal(0, other.ExitCode);
        Assert.Equal(["Capital of Peru? 9"], Prompts("other/data/trl-sft/fusion/train.jsonl"));
    }

    [Fact]
    public async Task Run_TransferBreaksOff_GoesOnWhereItStopped()
    {
        _hub.BreakAfter["README.md"] = 30;
        _hub.BreakAfter["en/train-0.jsonl"] = 30;
        CliResult result = await RunAsync("hf:acme/questions:en/train");

        Assert.Equal(6, result.ExitCode);
        Assert.All(["README.md", "en/train-0.jsonl"], file => Assert.Equal(2, _hub.Requests.Count(request => request.Path.EndsWith($"/{file}", StringComparison.Ordinal))));
        Assert.Equal(3, Prompts("job/data/trl-sft/fusion/train.jsonl").Count());
    }

    [Fact]
    public async Task Run_PrivateSet_TokenGoesToTheHubAndIsNeverTold()
    {
        _hub.Token = "hf_secret123";
        CliResult without = await RunAsync("hf:acme/questions:de");
        _session.With("HF_TOKEN", "hf_secret123");
        CliResult with = await RunAsync("hf:acme/questions:de");

        Assert.Equal(1, without.ExitCode);
        Assert.Contains("HF_TOKEN", without.Error, StringComparison.Ordinal);
        Assert.Equal(0, with.ExitCode);
        Assert.DoesNotContain("hf_secret123", with.Error + with.Output + _session.Read("job/job.json"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hf:acme/questions", 2, "several configurations: en, de")]
    [InlineData("hf:acme/questions:fr", 2, "no configuration 'fr'", "It has en, de")]
    [InlineData("hf:acme/questions:test", 2, "but a split of that name", ":en/train")]
    [InlineData("hf:acme/questions:en/dev", 2, "no split 'dev'", "It has train, test")]
    [InlineData("hf:acme/questions@v9:en", 1, "revision v9")]
    [InlineData("hf:acme/nothing", 1, "has no acme/nothing")]
    [InlineData("hf:questions", 2, "hf:OWNER/NAME")]
    [InlineData("hf:../questions", 2, "hf:OWNER/NAME")]
    public async Task Run_NoSuchPrompts_SaysWhatIsThere(string address, int exitCode, params string[] words)
    {
        CliResult result = await RunAsync(address);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.All(words, word => Assert.Contains(word, result.Error, StringComparison.Ordinal));
        Assert.Empty(_server.Upstream.Requests);
    }

    [Fact]
    public async Task Plan_HubPrompts_AreCounted()
    {
        CliResult result = await _session.RunAsync("synth", "plan", "hf:acme/questions:de", "--answers", "fusion");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("1 prompt", result.Output, StringComparison.Ordinal);
    }

    private Task<CliResult> RunAsync(string address) => _session.RunAsync("synth", "run", address, "--answers", "fusion", "--out", "job");

    private static (string Path, string Text)[] Questions(string of) =>
    [
        ("README.md", Card),
        ("en/train-0.jsonl", $"{{\"prompt\":\"Capital {of}? 0\"}}\n{{\"prompt\":\"Capital {of}? 1\"}}\n"),
        ("en/train-1.jsonl", $"{{\"prompt\":\"Capital {of}? 2\"}}\n{{\"prompt\":7, broken\n"),
        ("en/test.jsonl", $"{{\"prompt\":\"Capital {of}? 9\"}}\n"),
        ("de/all.jsonl", $"{{\"prompt\":\"Hauptstadt {of}?\"}}\n"),
    ];

    private IEnumerable<string> Prompts(string file) => PoolLines.Parse(_session.Read(file)).Select(line => line.GetProperty("prompt")[0].GetProperty("content").GetString()!);
}
