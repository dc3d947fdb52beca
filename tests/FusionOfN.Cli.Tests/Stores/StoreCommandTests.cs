using System.Text.Json;
using FusionOfN.Testing;

namespace FusionOfN.Cli.Tests.Stores;

/// <summary>What jobs paid for can be counted, deleted and taken out.</summary>
public sealed class StoreCommandTests : IAsyncLifetime
{
    private readonly TestClock _clock = new();
    private CliSession _session = null!;
    private ModelServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _session = new CliSession { Time = _clock };
        _server = await ModelServer.StartAsync();
        _session.Write("fusion.yaml", _server.Configuration);
        _session.Write("prompts.jsonl", "{\"prompt\":\"Capital of Japan?\"}\n{\"prompt\":\"Capital of Kenya?\"}\n");
        CliResult run = await RunJobAsync("job");
        Assert.Equal(0, run.ExitCode);
        Assert.Matches("the store takes [0-9.]+ [kM]B in job/job.db", run.Error);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _session.Dispose();
    }

    [Theory]
    [InlineData("job")]
    [InlineData("job/job.db")]
    public async Task Stats_FolderOrFile_SaysWhatTheStoreHolds(string store)
    {
        CliResult shown = await _session.RunAsync("store", "stats", store);
        JsonElement json = JsonDocument.Parse((await _session.RunAsync("store", "stats", store, "--json")).Output).RootElement;

        Assert.Equal(0, shown.ExitCode);
        Assert.Contains("8 calls that cost $", shown.Output, StringComparison.Ordinal);
        Assert.Contains("omega", shown.Output, StringComparison.Ordinal);
        Assert.Contains("job.db", shown.Error, StringComparison.Ordinal);
        Assert.Equal(8, json.GetProperty("calls").GetProperty("calls").GetInt64());
        Assert.Equal(2, json.GetProperty("calls").GetProperty("models").EnumerateArray().Single(model => model.GetProperty("model").GetString() == "omega").GetProperty("calls").GetInt64());
        Assert.Equal("synth", Assert.Single(json.GetProperty("jobs").EnumerateArray()).GetProperty("name").GetString());
    }

    [Fact]
    public async Task Prune_OlderThan_DeletesWhatIsOlderAndItIsPaidAgain()
    {
        _clock.Advance(TimeSpan.FromDays(40));
        _session.Write("prompts.jsonl", "{\"prompt\":\"Capital of Peru?\"}\n");
        await RunJobAsync("later", "--store", "job/job.db");
        CliResult dry = await _session.RunAsync("store", "prune", "job", "--older-than", "30d", "--dry-run");
        CliResult unasked = await _session.RunAsync("store", "prune", "job", "--older-than", "30d");
        CliResult pruned = await _session.RunAsync("store", "prune", "job", "--older-than", "30d", "--force", "--json");
        JsonElement json = JsonDocument.Parse(pruned.Output).RootElement;

        Assert.Contains("would delete 8 calls", dry.Error, StringComparison.Ordinal);
        Assert.Equal((0, 2, 0), (dry.ExitCode, unasked.ExitCode, pruned.ExitCode));
        Assert.Contains("--force deletes without asking", unasked.Error, StringComparison.Ordinal);
        Assert.Equal(8, json.GetProperty("deleted").GetInt64());
        Assert.Equal(4, await CallsAsync());
    }

    [Fact]
    public async Task Prune_ByModelOrJob_DeletesOnlyTheirs()
    {
        _session.Write("prompts.jsonl", "{\"prompt\":\"Capital of Peru?\"}\n");
        await RunJobAsync("later", "--store", "job/job.db");
        CliResult model = await _session.RunAsync("store", "prune", "job", "--model", "omega", "--force");
        Assert.Equal(9, await CallsAsync());
        CliResult job = await _session.RunAsync("store", "prune", "job", "--job", "synth", "--force");

        Assert.Equal((0, 0), (model.ExitCode, job.ExitCode));
        Assert.Equal(3, await CallsAsync());
    }

    [Fact]
    public async Task Prune_Answer_IsAskedForOnATerminal()
    {
        _session.IsInteractive = true;
        CliResult no = await _session.RunAsync("n\n", TestContext.Current.CancellationToken, "store", "prune", "job", "--model", "omega");
        Assert.Equal((1, 8), (no.ExitCode, await CallsAsync()));
        CliResult yes = await _session.RunAsync("y\n", TestContext.Current.CancellationToken, "store", "prune", "job", "--model", "omega");

        Assert.Contains("What is wanted again is paid again", yes.Error, StringComparison.Ordinal);
        Assert.Equal((0, 6), (yes.ExitCode, await CallsAsync()));
    }

    [Fact]
    public async Task Export_EveryCall_IsOneLineOfJson()
    {
        CliResult printed = await _session.RunAsync("store", "export", "job");
        CliResult written = await _session.RunAsync("store", "export", "job", "--out", "calls.jsonl");
        CliResult again = await _session.RunAsync("store", "export", "job", "--out", "calls.jsonl");
        JsonElement[] lines = [.. printed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

        Assert.Equal(8, lines.Length);
        Assert.All(lines, line => Assert.Equal(64, line.GetProperty("key").GetString()!.Length));
        Assert.All(lines, line => Assert.Equal(JsonValueKind.Array, line.GetProperty("reply").GetProperty("messages").ValueKind));
        Assert.Equal(printed.Output, _session.Read("calls.jsonl"));
        Assert.Equal((0, 2), (written.ExitCode, again.ExitCode));
        Assert.Contains("calls.jsonl is there already", again.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'long' is no age", "store", "prune", "job", "--older-than", "long")]
    [InlineData("'-3d' is no age", "store", "prune", "job", "--older-than=-3d")]
    [InlineData("it is not said which calls", "store", "prune", "job", "--force")]
    [InlineData("there is no model 'omgea'", "store", "prune", "job", "--model", "omgea")]
    [InlineData("there is no job 'other'", "store", "prune", "job", "--job", "other")]
    [InlineData("is no store of jobs", "store", "stats", "missing.db")]
    [InlineData("is no store of jobs", "store", "export", "empty.db")]
    [InlineData("holds no job of 'fusion synth'", "store", "stats", ".")]
    [InlineData("is no SQLite file", "store", "stats", "prompts.jsonl")]
    public async Task Store_WrongInput_SaysWhatIsWrongAndTouchesNothing(string expected, params string[] arguments)
    {
        _session.Write("empty.db", "");

        CliResult result = await _session.RunAsync(arguments);

        Assert.NotEqual(0, result.ExitCode);
        Assert.NotEqual(70, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_session.Folder, "missing.db")));
        Assert.Equal("", _session.Read("empty.db"));
        Assert.Equal(8, await CallsAsync());
    }

    private Task<CliResult> RunJobAsync(string output, params string[] more) =>
        _session.RunAsync(["synth", "run", "prompts.jsonl", "--answers", "fusion", "--out", output, .. more]);

    private async Task<long> CallsAsync() =>
        JsonDocument.Parse((await _session.RunAsync("store", "stats", "job", "--json")).Output).RootElement.GetProperty("calls").GetProperty("calls").GetInt64();
}
