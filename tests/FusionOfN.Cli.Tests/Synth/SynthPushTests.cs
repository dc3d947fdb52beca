using System.Text.Json;
using FusionOfN.Testing;

namespace FusionOfN.Cli.Tests.Synth;

public sealed class SynthPushTests : IAsyncLifetime
{
    private const string Token = "hf_secret123";

    private readonly CliSession _session = new();
    private ModelServer _server = null!;
    private FakeHub _hub = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ModelServer.StartAsync();
        _hub = await FakeHub.StartAsync(TestContext.Current.CancellationToken);
        _hub.Token = Token;
        _session.Write("fusion.yaml", _server.Configuration);
        _session.Write("prompts.jsonl", string.Concat(Enumerable.Range(0, 30).Select(number => $"{{\"prompt\":\"Capital of Japan? {number}\",\"language\":\"en\"}}\n")));
        _session.With("HF_ENDPOINT", _hub.Url.ToString()).With("FUSION_DATASETS", "sets").With("HF_TOKEN", Token);
        CliResult made = await _session.RunAsync("synth", "run", "prompts.jsonl", "--answers", "fusion", "--formats", "trl-sft,parquet", "--out", "job");
        Assert.Equal(0, made.ExitCode);
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        await _server.DisposeAsync();
        _session.Dispose();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(700)]
    public async Task Push_NewSet_IsPrivateWholeAndCanBeReadAgain(int? partSize)
    {
        _hub.PartSize = partSize;
        CliResult push = await PushAsync("--create");
        HubCommit commit = _hub.Commits("acme/set")[^1];
        CliResult run = await _session.RunAsync("synth", "plan", "hf:acme/set", "--answers", "fusion");

        Assert.Equal(0, push.ExitCode);
        Assert.Contains($"commit {commit.Id}", push.Error, StringComparison.Ordinal);
        Assert.Equal(["acme/set"], _hub.Private);
        string[] files = [.. Directory.EnumerateFiles(Path.Combine(_session.Folder, "job/data"), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Path.Combine(_session.Folder, "job/data"), file).Replace('\\', '/'))];
        Assert.Equal(files.Append(".gitattributes").Order(StringComparer.Ordinal), commit.Files.Keys.Order(StringComparer.Ordinal));
        Assert.All(files, file => Assert.Equal(File.ReadAllBytes(Path.Combine(_session.Folder, "job/data", file)), commit.Files[file]));
        Assert.NotEmpty(_hub.Objects);
        Assert.Contains("Data set of 60 rows", commit.Summary, StringComparison.Ordinal);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("30 prompts", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Push_Again_SendsNothing()
    {
        await PushAsync("--create");
        int stored = _hub.StorageRequests.Count;
        CliResult again = await PushAsync();

        Assert.Equal(0, again.ExitCode);
        Assert.Contains("has all of it already", again.Error, StringComparison.Ordinal);
        Assert.Equal(2, _hub.Commits("acme/set").Count);
        Assert.Equal(stored, _hub.StorageRequests.Count);
    }

    [Fact]
    public async Task Push_AnotherExport_SendsWhatIsNewAndRemovesWhatIsGoneButNotWhatOthersBrought()
    {
        await PushAsync("--create");
        HubCommit first = _hub.Commits("acme/set")[^1];
        _hub.Commit("acme/set", first.Files.Append(new("notes.txt", "by hand"u8.ToArray())).ToDictionary(StringComparer.Ordinal));
        await _session.RunAsync("synth", "export", "job", "--formats", "trl-sft");
        CliResult push = await PushAsync("--json");
        HubCommit commit = _hub.Commits("acme/set")[^1];

        JsonElement document = JsonDocument.Parse(push.Output).RootElement;
        Assert.Equal(["parquet/fusion/en/train-00000-of-00001.parquet"], document.GetProperty("removed").EnumerateArray().Select(path => path.GetString()));
        Assert.DoesNotContain("trl-sft/fusion/train.jsonl", document.GetProperty("sent").EnumerateArray().Select(path => path.GetString()));
        Assert.DoesNotContain(commit.Files.Keys, path => path.EndsWith(".parquet", StringComparison.Ordinal));
        Assert.Contains("notes.txt", commit.Files.Keys);
    }

    [Fact]
    public async Task Push_StorageFails_CommitsNothingAndGoesOnFromThere()
    {
        for (int request = 0; request < 5; request++)
            _hub.UploadsAnswer.Enqueue(request == 0 ? null : 503);
        CliResult broken = await PushAsync("--create");
        int commits = _hub.Commits("acme/set").Count;
        int stored = _hub.Objects.Count;
        CliResult again = await PushAsync();

        Assert.Equal(1, broken.ExitCode);
        Assert.Contains("503", broken.Error, StringComparison.Ordinal);
        Assert.Contains("push again to go on", broken.Error, StringComparison.Ordinal);
        Assert.Equal((1, 1), (commits, stored));
        Assert.Equal(0, again.ExitCode);
        Assert.Single(_hub.StorageRequests, request => request.Path == $"/{_hub.StorageRequests.First().Path[1..]}");
        Assert.Equal(2, _hub.Commits("acme/set").Count);
    }

    [Fact]
    public async Task Push_Token_GoesToTheHubAloneAndIsNeverTold()
    {
        CliResult push = await PushAsync("--create");

        Assert.All(_hub.Requests, request => Assert.Equal($"Bearer {Token}", request.Authorization));
        Assert.NotEmpty(_hub.StorageRequests);
        Assert.All(_hub.StorageRequests, request => Assert.Empty(request.Authorization));
        Assert.DoesNotContain(Token, push.Output + push.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Push_DryRun_SendsNothingAndSaysWhatItWould()
    {
        CliResult dry = await PushAsync("--create", "--dry-run");

        Assert.Equal(0, dry.ExitCode);
        Assert.Contains("would send README.md", dry.Output, StringComparison.Ordinal);
        Assert.Contains("nothing was sent: a new private data set", dry.Error, StringComparison.Ordinal);
        Assert.Empty(_hub.Commits("acme/set"));
        Assert.Empty(_hub.StorageRequests);
    }

    [Fact]
    public async Task Push_FileWasChanged_IsRefused()
    {
        _session.Write("job/data/report.md", "better");
        CliResult push = await PushAsync("--create");

        Assert.Equal(2, push.ExitCode);
        Assert.Contains("report.md was changed", push.Error, StringComparison.Ordinal);
        Assert.Empty(_hub.Requests);
    }

    [Theory]
    [InlineData("acme/set", Token, 1, "--create")]
    [InlineData("acme/set", "hf_wrong456", 1, "does not accept the token")]
    [InlineData("acme/set", "", 3, "HF_TOKEN is not set")]
    [InlineData("acme", Token, 1, "OWNER/NAME")]
    public async Task Push_NotPossible_SaysWhy(string repository, string token, int exitCode, string words)
    {
        _session.With("HF_TOKEN", token);
        CliResult push = await _session.RunAsync("synth", "push", repository, "job");

        Assert.Equal(exitCode, push.ExitCode);
        Assert.Contains(words, push.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hf_wrong456", push.Error, StringComparison.Ordinal);
        Assert.Empty(_hub.Commits("acme/set"));
    }

    [Fact]
    public async Task Push_PublicWithoutCreate_IsRefused()
    {
        CliResult push = await PushAsync("--public");

        Assert.Equal(2, push.ExitCode);
        Assert.Contains("--public says how a new data set is made", push.Error, StringComparison.Ordinal);
    }

    private Task<CliResult> PushAsync(params string[] more) => _session.RunAsync(["synth", "push", "acme/set", "job", .. more]);
}
