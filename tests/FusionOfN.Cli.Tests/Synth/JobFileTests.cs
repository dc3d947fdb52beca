using System.Text.Json;

namespace FusionOfN.Cli.Tests.Synth;

public sealed class JobFileTests : IAsyncLifetime
{
    private readonly CliSession _session = new();
    private ModelServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ModelServer.StartAsync();
        _session.Write("fusion.yaml", _server.Configuration);
        _session.Write("prompts.csv", "id,question\n1,Capital of Japan?\n2,Capital of Kenya?\n");
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _session.Dispose();
    }

    [Fact]
    public async Task Init_FileAsItIsWritten_IsAJobWithEveryKey()
    {
        CliResult init = await _session.RunAsync("synth", "init", "job.yaml");
        string text = _session.Read("job.yaml");
        _session.Write("job.yaml", text.Replace("prompts: prompts.jsonl", "prompts: prompts.csv", StringComparison.Ordinal));
        CliResult plan = await _session.RunAsync("synth", "plan", "job.yaml", "--json");
        CliResult again = await _session.RunAsync("synth", "init", "job.yaml");
        string help = (await _session.RunAsync("synth", "run", "--help")).Output;

        Assert.Equal((0, 0, 2), (init.ExitCode, plan.ExitCode, again.ExitCode));
        Assert.Equal(2, JsonDocument.Parse(plan.Output).RootElement.GetProperty("prompts").GetInt32());
        Assert.Contains("job.yaml is there already", again.Error, StringComparison.Ordinal);
        foreach (string option in System.Text.RegularExpressions.Regex.Matches(help, "^ +(?:-., )?--([a-z][a-z-]+)", System.Text.RegularExpressions.RegexOptions.Multiline).Select(match => match.Groups[1].Value).Except(["help", "verbose", "json", "job", "yes", "to", "allow-terms"]))
            Assert.Matches($"(?m)^(# )?{option}: ", text);
    }

    [Fact]
    public async Task Run_FileInAnotherFolder_TellsPathsFromItAndTheLineWins()
    {
        Directory.CreateDirectory(Path.Combine(_session.Folder, "jobs"));
        _session.Write("jobs/prompts.jsonl", "{\"prompt\":\"Capital of Peru?\"}\n");
        _session.Write("jobs/job.yaml", "prompts: prompts.jsonl\nanswers: [fusion, majority-vote]\nformats:\n  - trl-sft\n  - records\nterms: {alpha: MIT}\nout: made\nbudget: 5\ntemperature: 0.5\n");
        CliResult run = await _session.RunAsync("synth", "run", "jobs/job.yaml", "--answers", "majority-vote", "--temperature", "0.2");
        CliResult status = await _session.RunAsync("synth", "status", "jobs/job.yaml", "--json");
        CliResult export = await _session.RunAsync("synth", "export", "jobs/job.yaml", "--formats", "trl-chat");
        CliResult verify = await _session.RunAsync("synth", "verify", "jobs/job.yaml");

        Assert.Equal((0, 0, 0, 0), (run.ExitCode, status.ExitCode, export.ExitCode, verify.ExitCode));
        Assert.All(_server.Upstream.Requests, request => Assert.Equal(0.2, (double)request.Json["temperature"]!, 3));
        Assert.Equal(3, _server.Upstream.Requests.Count);
        Assert.True(_session.Exists("jobs/made/data/trl-chat/majority-vote/train.jsonl"));
        Assert.False(_session.Exists("jobs/made/data/trl-sft"));
        Assert.Contains("- alpha: MIT", _session.Read("jobs/made/data/README.md"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_JobOption_TakesWhatTheLineDoesNotSay()
    {
        _session.Write("job.yaml", "prompts: gone.jsonl\nanswers: majority-vote\nout: made\n");
        CliResult run = await _session.RunAsync("synth", "run", "prompts.csv", "--job", "job.yaml");

        Assert.Equal(0, run.ExitCode);
        Assert.True(_session.Exists("made/data/trl-sft/majority-vote/train.jsonl"));
    }

    [Theory]
    [InlineData("anwsers: fusion", "job.yaml:2:1: error: 'anwsers' is no key of a job file. Did you mean 'answers'?")]
    [InlineData("max_tokens: 5", "job.yaml:2:1: error: 'max_tokens' is no key of a job file. Did you mean 'max-tokens'?")]
    [InlineData("c: 5", "job.yaml:2:1: error: 'c' is no key of a job file. Did you mean 'concurrency'?")]
    [InlineData("margin: -1", "job.yaml:2:1: error: --margin must be 0 or more, but it is -1.")]
    [InlineData("answers: [fusion, bon]", "job.yaml:2:1: error: there is no method 'bon'; known are")]
    [InlineData("temperature: hot", "job.yaml:2:1: error: --temperature must be a number, for example 0.5, but it is 'hot'.")]
    [InlineData("concurrency: some", "job.yaml:2:1: error: --concurrency must be a whole number, but it is 'some'.")]
    [InlineData("ties: maybe", "job.yaml:2:1: error: 'ties' must be true or false, but it is 'maybe'.")]
    [InlineData("terms: {alpha: {a: b}}", "job.yaml:2:8: error: 'terms' takes a text, a list of texts, or a block of keys with a text each.")]
    [InlineData("prompts: other.csv", "job.yaml:2:1: error: 'prompts' is there twice; the first is in line 1.")]
    [InlineData("name: sk-abcdefghijklmnopqrstuvwxyz0123456789abcd", "job.yaml:2:7: error: This looks like a key.")]
    [InlineData("\tx: 1", "job.yaml:2:1: error: This is not valid YAML")]
    public async Task Run_MistakeInTheFile_IsNamedWithItsLineBeforeAnythingIsPaid(string line, string expected)
    {
        _session.Write("job.yaml", "prompts: prompts.csv\n" + line + "\n");
        CliResult result = await _session.RunAsync("synth", "run", "job.yaml");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("abcdefghijklmnop", result.Error, StringComparison.Ordinal);
        Assert.Empty(_server.Upstream.Requests);
    }

    [Theory]
    [InlineData("there is no job file gone.yaml", "run", "gone.yaml")]
    [InlineData("empty.yaml names no prompts", "run", "--job", "empty.yaml")]
    [InlineData("both empty.yaml and --job job2.yaml are job files", "run", "empty.yaml", "--job", "job2.yaml")]
    [InlineData("there is no job file gone.yml", "status", "gone.yml")]
    [InlineData("a job file ends in .yaml, but this is jobs", "init", "jobs")]
    public async Task Synth_FileThatIsNotThere_IsSaid(string expected, params string[] args)
    {
        _session.Write("empty.yaml", "answers: fusion\n");
        CliResult result = await _session.RunAsync(["synth", .. args]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }
}
