using FusionOfN.Testing;

namespace FusionOfN.Cli.Tests;

public sealed class ProcessTests : IAsyncLifetime
{
    private readonly CliSession _session = new();
    private ModelServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ModelServer.StartAsync();
        _session.Write("fusion.yaml", _server.Configuration);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _session.Dispose();
    }

    [Fact]
    public async Task Ask_RealProcess_PutsTheAnswerOnStandardOutput()
    {
        using FusionProcess process = FusionProcess.Start(_session.Folder, "ask", "What is the capital of Japan?");

        CliResult result = await process.WaitAsync();

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("The capital of Japan is Tokyo. Its currency is the yen.\n", result.Output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Fuse_InterruptedBySignal_KeepsFinishedRowsAndGoesOnNextTime()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Sends a POSIX signal.");
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        string[] command = ["fuse", "pools.jsonl", "-a", "fusion", "--out", "out.jsonl", "-c", "1"];
        _session.Write("pools.jsonl", PoolLines.Numbers(5, "3", "4", "4"));
        _server.Upstream.OnRequest = _ => UpstreamReply.Hanging;
        _server.Upstream.Enqueue(ModelServer.Fused("The answer is 4."), ModelServer.Fused("The answer is 4."));

        using FusionProcess process = FusionProcess.Start(_session.Folder, command);
        await _server.Upstream.Meter.WaitForTotalAsync(3, cancellation);
        await process.InterruptAsync();
        CliResult interrupted = await process.WaitAsync();
        int kept = PoolLines.Parse(_session.Read("out.jsonl")).Count;
        _server.Upstream.OnRequest = _ => ModelServer.Fused("The answer is 4.");
        using FusionProcess second = FusionProcess.Start(_session.Folder, command);
        CliResult resumed = await second.WaitAsync();

        Assert.Equal(130, interrupted.ExitCode);
        Assert.Contains("stopped: 2 answers", interrupted.Error, StringComparison.Ordinal);
        Assert.Equal(2, kept);
        Assert.Equal(0, resumed.ExitCode);
        Assert.Contains("3 answers · 2 were there already", resumed.Error, StringComparison.Ordinal);
        Assert.Equal(5, PoolLines.Parse(_session.Read("out.jsonl")).Count);
    }
}
