using FusionOfN.Testing;

namespace FusionOfN.Cli.Tests.Writing;

/// <summary>What <c>fuse --out</c> does to the file it is given: it is one process's own, and nothing in it is lost.</summary>
public sealed class FuseOutputTests : IDisposable
{
    private readonly CliSession _session = new();

    public FuseOutputTests()
    {
        ShellProcess.Require();
        _session.Write("pools.jsonl", PoolLines.Numbers(3, "3", "4", "4"));
    }

    public void Dispose() => _session.Dispose();

    [Fact]
    public async Task Out_FullDevice_EndsWith74()
    {
        CliResult result = await ShellProcess.RunAsync(_session.Folder, "fusion fuse pools.jsonl -a first --out /dev/full; code=$?; [ -c /dev/full ] && exit $code");

        Assert.Equal(74, result.ExitCode);
        Assert.Contains("there is no space left", result.Error, StringComparison.Ordinal);
    }

    /// <summary>A file that may not grow stands for a full disk. The runtime's own files would be limited too, so it is told to make none.</summary>
    [Fact]
    public async Task Out_LimitOnFileSize_KeepsWholeLinesAndGoesOnLater()
    {
        CliResult full = await ShellProcess.RunAsync(_session.Folder, "export DOTNET_EnableWriteXorExecute=0 DOTNET_EnableDiagnostics=0; trap '' XFSZ; ulimit -f 2; fusion fuse pools.jsonl -a first,majority-vote --out out.jsonl -c 1");
        int kept = PoolLines.Parse(_session.Read("out.jsonl")).Count;
        CliResult resumed = await ShellProcess.RunAsync(_session.Folder, "fusion fuse pools.jsonl -a first,majority-vote --out out.jsonl -c 1");

        Assert.True(full.ExitCode == 74, full.Transcript);
        Assert.InRange(kept, 1, 5);
        Assert.Contains($"{kept} were there already", resumed.Error, StringComparison.Ordinal);
        Assert.Equal(6, PoolLines.Parse(_session.Read("out.jsonl")).Count);
    }

    [Fact]
    public async Task Out_TwoProcesses_TheSecondIsRefusedAndToldWhoHasIt()
    {
        await using ModelServer server = await ModelServer.StartAsync();
        TaskCompletionSource gate = new();
        server.Upstream.OnRequest = _ => new UpstreamReply { Text = "<fused_answer>\nThe answer is 4.\n</fused_answer>", Gate = gate.Task };
        _session.Write("fusion.yaml", server.Configuration);
        using FusionProcess first = FusionProcess.Start(_session.Folder, "fuse", "pools.jsonl", "-a", "fusion", "--out", "out.jsonl");
        await server.Upstream.Meter.WaitForOpenAsync(1, TestContext.Current.CancellationToken);

        CliResult second = await ShellProcess.RunAsync(_session.Folder, "ln -s out.jsonl other; fusion fuse pools.jsonl -a first --out other");
        gate.SetResult();
        CliResult finished = await first.WaitAsync();

        Assert.Equal(2, second.ExitCode);
        Assert.Contains("is being written by", second.Error, StringComparison.Ordinal);
        if (OperatingSystem.IsLinux())
            Assert.Contains($"process {first.Id}", second.Error, StringComparison.Ordinal);
        Assert.Equal(0, finished.ExitCode);
        Assert.Equal(3, PoolLines.Parse(_session.Read("out.jsonl")).Count);
    }

    [Theory]
    [InlineData("fusion fuse <(cat pools.jsonl) -a first --out -")]
    [InlineData("fusion fuse /dev/stdin -a first --out - <pools.jsonl")]
    [InlineData("cat pools.jsonl | fusion fuse /dev/stdin -a first --out -")]
    [InlineData("mkfifo pipe; cat pools.jsonl >pipe & fusion fuse pipe -a first --out -")]
    public async Task Input_Pipe_IsReadOnceAndWhole(string command)
    {
        CliResult result = await ShellProcess.RunAsync(_session.Folder, command);

        Assert.True(result.ExitCode == 0, result.Transcript);
        Assert.Equal(3, PoolLines.Parse(result.Output).Count);
    }

    [Theory]
    [InlineData("a note without an end of line")]
    [InlineData("a note\nof two lines\n")]
    [InlineData("""{"id":"q0"}""")]
    [InlineData("{\"id\":\"q0\",\"name\":\"mine\"}\n")]
    public async Task Out_FileThatIsNotOurs_IsRefusedAndUntouched(string content)
    {
        _session.Write("out.jsonl", content);

        CliResult result = await ShellProcess.RunAsync(_session.Folder, "fusion fuse pools.jsonl -a first --out out.jsonl");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("something else", result.Error, StringComparison.Ordinal);
        Assert.Equal(content, _session.Read("out.jsonl"));
    }

    [Theory]
    [InlineData("ln -s pools.jsonl out.jsonl")]
    [InlineData("mkdir deep; ln -s .. deep/up; ln -s deep/up/pools.jsonl out.jsonl")]
    [InlineData("ln pools.jsonl out.jsonl")]
    public async Task Out_InputThroughALink_IsRefusedAndUntouched(string link)
    {
        string before = _session.Read("pools.jsonl");

        CliResult result = await ShellProcess.RunAsync(_session.Folder, $"{link}; fusion fuse pools.jsonl -a first --out out.jsonl --restart");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--out", result.Error, StringComparison.Ordinal);
        Assert.Equal(before, _session.Read("pools.jsonl"));
    }

    [Fact]
    public async Task Out_RowChangedUnderItsId_IsSaidAndNeverScoredAsTheOldAnswer()
    {
        string[] command = ["fuse", "pools.jsonl", "-a", "majority-vote", "--out", "out.jsonl"];
        await _session.RunAsync(command);
        string changed = PoolLines.Numbers(3, "3", "4", "4").Replace("question 1", "question 7", StringComparison.Ordinal).Replace("4\"}]}\n{\"id\":\"q1\"", "4\"}] }\n{\"id\":\"q1\"", StringComparison.Ordinal);
        _session.Write("pools.jsonl", changed);

        CliResult result = await ShellProcess.RunAsync(_session.Folder, $"fusion {string.Join(' ', command)}");

        Assert.Equal(6, result.ExitCode);
        Assert.Contains("pools.jsonl:2: the row 'q1' has changed", result.Error, StringComparison.Ordinal);
        Assert.Contains("2 were there already", result.Error, StringComparison.Ordinal);
        Assert.Contains("2 rows", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("temperature: 0", "temperature: 0.9")]
    [InlineData("max_completion_tokens: 100", "max_completion_tokens: 50")]
    public async Task Out_OtherSettingsOfTheFusor_AreRefused(string before, string after)
    {
        await using ModelServer server = await ModelServer.StartAsync();
        server.Upstream.OnRequest = _ => ModelServer.Fused("The answer is 4.");
        string configuration = server.Configuration.Replace("id: omega }", "id: omega, temperature: 0, max_completion_tokens: 100 }", StringComparison.Ordinal);
        _session.Write("fusion.yaml", configuration);
        string[] command = ["fuse", "pools.jsonl", "-a", "fusion", "--out", "out.jsonl"];
        CliResult first = await _session.RunAsync(command);
        _session.Write("fusion.yaml", configuration.Replace(before, after, StringComparison.Ordinal));

        CliResult second = await _session.RunAsync(command);

        Assert.True(first.ExitCode == 0, first.Transcript);
        Assert.Equal(2, second.ExitCode);
        Assert.Contains("other settings", second.Error, StringComparison.Ordinal);
    }
}
