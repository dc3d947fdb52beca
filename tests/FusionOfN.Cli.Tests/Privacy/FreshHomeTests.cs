using System.Net.Http.Json;

namespace FusionOfN.Cli.Tests.Privacy;

/// <summary>No command leaves anything in the home of who runs it, neither of ours nor of a library's, but the log that 'fusion logs' reads.</summary>
public sealed class FreshHomeTests : IDisposable
{
    private const string Question = "Tell me about Poland: the capital, the currency, the continent and the internet domain.";

    private readonly CliSession _session = new();

    private string Home => FusionProcess.HomeOf(_session.Folder);

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("ask", "--log", "off", "-n", "2", Question)]
    [InlineData("compare", "--log", "off", "-n", "2", Question)]
    [InlineData("fuse", "pools.jsonl", "-a", "fusion", "--out", "out.jsonl")]
    [InlineData("train", "--data", "rows.jsonl", "--base", "lab/student-base", "--out", "student", "--tokens", "64")]
    [InlineData("models", "list")]
    [InlineData("doctor")]
    [InlineData("init")]
    public async Task Command_FreshHome_LeavesItEmpty(params string[] args)
    {
        _session.Write("pools.jsonl", PoolLines.Numbers(1, "3", "4"));
        _session.Write("rows.jsonl", """{"prompt":"Capital of Poland?","completion":"Warsaw."}""");
        using FusionProcess process = FusionProcess.Start(_session.Folder, args);

        CliResult result = await process.WaitAsync();

        Assert.True(result.ExitCode == 0, result.Transcript);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Home, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Ask_FreshHome_LeavesNothingButTheLog()
    {
        using FusionProcess process = FusionProcess.Start(_session.Folder, "ask", "-n", "2", Question);

        CliResult result = await process.WaitAsync();

        Assert.True(result.ExitCode == 0, result.Transcript);
        Assert.Equal("logs.db", Path.GetFileName(Assert.Single(Directory.EnumerateFiles(Home, "*", SearchOption.AllDirectories))));
    }

    [Fact]
    public async Task Serve_ModelsLoadedAndAsked_LeavesTheHomeEmpty()
    {
        await using ServeProcess serve = await ServeProcess.StartAsync(_session.Folder);
        using HttpClient http = new();
        using HttpResponseMessage answer = await http.PostAsJsonAsync(
            new Uri(serve.Url, "/v1/chat/completions"),
            new { model = "fusion", messages = new[] { new { role = "user", content = Question } } },
            TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();

        Assert.Empty(Directory.EnumerateFileSystemEntries(Home, "*", SearchOption.AllDirectories));
    }
}
