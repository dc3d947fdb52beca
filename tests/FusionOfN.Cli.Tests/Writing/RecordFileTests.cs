using System.Runtime.Versioning;

namespace FusionOfN.Cli.Tests.Writing;

/// <summary>What <c>--record</c> does to the place it is given, and that no answer is lost by it.</summary>
public sealed class RecordFileTests : IAsyncLifetime
{
    private const string Answer = "The capital of Japan is Tokyo. Its currency is the yen.";

    private readonly CliSession _session = new();
    private ModelServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        ShellProcess.Require();
        _server = await ModelServer.StartAsync();
        _session.Write("fusion.yaml", _server.Configuration);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _session.Dispose();
    }

    [Fact]
    public async Task Record_FullDevice_PrintsTheAnswerExitsWith74AndLeavesTheDevice()
    {
        CliResult result = await ShellProcess.RunAsync(_session.Folder, "fusion ask Q --record /dev/full; code=$?; [ -c /dev/full ] && exit $code");

        Assert.Equal(74, result.ExitCode);
        Assert.Equal(Answer, result.Output.Trim());
        Assert.Contains("/dev/full cannot be written: there is no space left", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_Link_WritesWhereItLeadsAndKeepsTheLink()
    {
        CliResult result = await ShellProcess.RunAsync(_session.Folder, "mkdir there; ln -s there/target.json link.json; fusion ask Q --record link.json -q && [ -L link.json ]");

        Assert.True(result.ExitCode == 0, result.Transcript);
        Assert.Contains("\"texts\"", _session.Read("there/target.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_LinkIntoAFolderThatIsNotThere_MakesIt()
    {
        CliResult result = await ShellProcess.RunAsync(_session.Folder, "ln -s later/target.json link.json; fusion ask Q --record link.json -q && [ -L link.json ]");

        Assert.True(result.ExitCode == 0, result.Transcript);
        Assert.Contains("\"texts\"", _session.Read("later/target.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_Pipe_WritesIntoItAndKeepsIt()
    {
        CliResult result = await ShellProcess.RunAsync(_session.Folder, "mkfifo pipe; cat pipe >got.json & fusion ask Q --record pipe -q; code=$?; wait; [ -p pipe ] && exit $code");

        Assert.True(result.ExitCode == 0, result.Transcript);
        Assert.Contains("\"texts\"", _session.Read("got.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_StandardOutputByName_ComesAfterTheAnswer()
    {
        CliResult result = await ShellProcess.RunAsync(_session.Folder, "fusion ask Q --record /dev/stdout -q >both.txt");

        Assert.True(result.ExitCode == 0, result.Transcript);
        Assert.StartsWith(Answer, _session.Read("both.txt"), StringComparison.Ordinal);
        Assert.Contains("\"texts\"", _session.Read("both.txt"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_FileThatHoldsSomething_IsRefusedUnpaidAndOverwrittenByForceOnly()
    {
        _session.Write("run.json", "somebody's work, which is longer than nothing");

        CliResult refused = await ShellProcess.RunAsync(_session.Folder, "fusion ask Q --record run.json");
        Assert.Empty(_server.Upstream.Requests);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("--force", refused.Error, StringComparison.Ordinal);
        Assert.Equal("somebody's work, which is longer than nothing", _session.Read("run.json"));

        CliResult forced = await ShellProcess.RunAsync(_session.Folder, "fusion ask Q --record run.json --force");
        Assert.True(forced.ExitCode == 0, forced.Transcript);
        Assert.EndsWith("}", _session.Read("run.json").TrimEnd(), StringComparison.Ordinal);
        Assert.Equal(["fusion.yaml", "home", "run.json"], Directory.EnumerateFileSystemEntries(_session.Folder).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData("--record run.json")]
    [InlineData("-o run.json --json")]
    public async Task Forced_NoRoomForTheNewFile_LeavesTheOldOneAndNothingBesideIt(string option)
    {
        string old = new('x', 300);
        _session.Write("run.json", old);

        CliResult result = await ShellProcess.RunAsync(_session.Folder, $"export DOTNET_EnableWriteXorExecute=0 DOTNET_EnableDiagnostics=0; trap '' XFSZ; ulimit -f 1; fusion ask Q {option} --force");

        Assert.True(result.ExitCode == 74, result.Transcript);
        Assert.Contains(Answer, result.Output, StringComparison.Ordinal);
        Assert.Equal(old, _session.Read("run.json"));
        Assert.Equal(["fusion.yaml", "home", "run.json"], Directory.EnumerateFileSystemEntries(_session.Folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Forced_LinkToAFileWithItsOwnRights_KeepsBoth()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Rights of files are those of Unix.");
        File.SetUnixFileMode(_session.Write("real.json", "old"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.CreateSymbolicLink(Path.Combine(_session.Folder, "run.json"), "real.json");

        CliResult result = await ShellProcess.RunAsync(_session.Folder, "fusion ask Q --record run.json --force");

        Assert.True(result.ExitCode == 0, result.Transcript);
        Assert.Equal("real.json", new FileInfo(Path.Combine(_session.Folder, "run.json")).LinkTarget);
        Assert.Contains("\"texts\"", _session.Read("real.json"), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_session.Folder, "real.json")));
    }

    [Fact]
    public async Task Forced_StandardOutputByName_ComesAfterWhatIsThere()
    {
        CliResult result = await ShellProcess.RunAsync(_session.Folder, "echo before >both.txt; fusion ask Q --record /dev/stdout --force -q >>both.txt");

        Assert.True(result.ExitCode == 0, result.Transcript);
        Assert.StartsWith($"before\n{Answer}", _session.Read("both.txt"), StringComparison.Ordinal);
        Assert.Contains("\"texts\"", _session.Read("both.txt"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("home", "is a folder")]
    [InlineData("home/", "is a folder")]
    [InlineData("fusion.yaml/run.json", "cannot be written")]
    [InlineData("/proc/run.json", "cannot be written")]
    public async Task Record_PlaceThatCannotBe_IsSaidBeforeAnythingIsPaid(string place, string said)
    {
        CliResult result = await ShellProcess.RunAsync(_session.Folder, $"fusion ask Q --record '{place}'");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(said, result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
        Assert.Empty(_server.Upstream.Requests);
    }

    [Fact]
    public async Task Record_StoppedWhileAsking_LeavesNoEmptyFile()
    {
        _server.Upstream.OnRequest = _ => Testing.UpstreamReply.Hanging;
        using FusionProcess process = FusionProcess.Start(_session.Folder, "ask", "Q", "--record", "run.json");
        await _server.Upstream.Meter.WaitForOpenAsync(1, TestContext.Current.CancellationToken);

        await process.InterruptAsync();
        CliResult result = await process.WaitAsync();

        Assert.Equal(130, result.ExitCode);
        Assert.False(_session.Exists("run.json"));
    }
}
