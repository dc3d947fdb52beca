using FusionOfN.Testing;

namespace FusionOfN.Cli.Tests.Streams;

/// <summary>Readers that go, streams that are closed or full.</summary>
public sealed class StandardStreamTests : IAsyncLifetime
{
    private const string Answer = "The capital of Japan is Tokyo. Its currency is the yen.";

    private readonly CliSession _session = new();
    private ModelServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        ShellProcess.Require();
        _server = await ModelServer.StartAsync();
        _session.Write("fusion.yaml", _server.Configuration);
        _session.Write("pools.jsonl", PoolLines.Numbers(20, "3", "4", "4"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _session.Dispose();
    }

    /// <summary>All but the first answer hang: only the reader's going can end the command.</summary>
    [Theory]
    [InlineData("fusion fuse pools.jsonl -a fusion --out - -c 2 | head -1")]
    [InlineData("fusion fuse pools.jsonl -a fusion --out - -c 2 | true")]
    [InlineData("fusion ask Q | true")]
    [InlineData("fusion compare Q | true")]
    public async Task Output_ReaderGone_StopsThePaying(string pipeline)
    {
        _server.Upstream.OnRequest = _ => UpstreamReply.Hanging;
        _server.Upstream.Enqueue(ModelServer.Fused("The answer is 4."));

        CliResult result = await ShellProcess.RunAsync(_session.Folder, $"{pipeline}; exit ${{PIPESTATUS[0]}}");

        Assert.True(result.ExitCode == 141, result.Transcript);
        Assert.InRange(_server.Upstream.Requests.Count, 0, 4);
    }

    [Theory]
    [InlineData("fusion ask Q >&-")]
    [InlineData("fusion fuse pools.jsonl -a fusion --out - >&-")]
    public async Task Output_Closed_NothingIsPaid(string command)
    {
        CliResult result = await ShellProcess.RunAsync(_session.Folder, command);

        Assert.True(result.ExitCode == 141, result.Transcript);
        Assert.Contains("nobody reads the output", result.Error, StringComparison.Ordinal);
        Assert.Empty(_server.Upstream.Requests);
    }

    [Theory]
    [InlineData("2>/dev/full")]
    [InlineData("2>&-")]
    [InlineData("2> >(true)")]
    public async Task Error_FullClosedOrUnread_DoesNotEndTheCommand(string redirection)
    {
        CliResult asked = await ShellProcess.RunAsync(_session.Folder, $"fusion ask Q {redirection}");
        CliResult fused = await ShellProcess.RunAsync(_session.Folder, $"fusion fuse pools.jsonl -a first --out out.jsonl {redirection}");

        Assert.Equal(0, asked.ExitCode);
        Assert.Equal(Answer, asked.Output.Trim());
        Assert.Equal(0, fused.ExitCode);
        Assert.Equal(20, PoolLines.Parse(_session.Read("out.jsonl")).Count);
    }

    [Fact]
    public async Task Output_FullDevice_ExitsWith74()
    {
        CliResult result = await ShellProcess.RunAsync(_session.Folder, "fusion ask Q >/dev/full");

        Assert.Equal(74, result.ExitCode);
        Assert.Contains("error: standard output cannot be written", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_SharedWithErrorInOneFile_LosesNothing()
    {
        CliResult result = await ShellProcess.RunAsync(_session.Folder, "fusion ask Q >all.txt 2>&1");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains(Answer, _session.Read("all.txt"), StringComparison.Ordinal);
        Assert.Contains("fusion by omega", _session.Read("all.txt"), StringComparison.Ordinal);
    }
}
