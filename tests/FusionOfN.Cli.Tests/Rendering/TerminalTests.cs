using System.Globalization;
using FusionOfN.Testing;

namespace FusionOfN.Cli.Tests.Rendering;

/// <summary>The live view on a real terminal: what it costs, how fast it stops, and what is left of the answer in a narrow one.</summary>
public sealed class TerminalTests : IAsyncLifetime
{
    private readonly CliSession _session = new();
    private ModelServer _server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Terminal.Require();
        _server = await ModelServer.StartAsync();
        _session.Write("fusion.yaml", _server.Configuration.Replace("max_concurrency: 1", "max_concurrency: 64", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _session.Dispose();
    }

    [Fact]
    public async Task Ask_FourHundredCandidates_CostsAtMostTwiceWhatItCostsInAPipe()
    {
        using FusionProcess onTerminal = Terminal.Start(_session.Folder, 120, 40, "ask -n 400 --fusor omega Q");
        CliResult shown = await onTerminal.WaitAsync();
        TimeSpan terminal = Terminal.CpuTime(_session.Folder);
        CliResult piped = await ShellProcess.RunAsync(_session.Folder, "fusion ask -n 400 --fusor omega Q >out.txt 2>err.txt; code=$?; times >cpu; exit $code");
        TimeSpan pipe = Terminal.CpuTime(_session.Folder);

        Assert.True(shown.ExitCode == 0, shown.Transcript);
        Assert.True(piped.ExitCode == 0, piped.Transcript);
        Assert.Contains("more: ", shown.Output, StringComparison.Ordinal);
        Assert.True(terminal <= 2 * pipe, $"on a terminal {terminal.TotalSeconds:0.00} s, in a pipe {pipe.TotalSeconds:0.00} s");
    }

    /// <summary>Measured in CPU time, so that a busy machine does not look like a slow answer.</summary>
    [Fact]
    public async Task Ask_InterruptedWithFourHundredToCome_StopsWithinASecond()
    {
        Assert.SkipWhen(FusionProcess.IgnoresInterrupt, "Whatever started these tests had SIGINT ignored, and what they start ignores it too.");
        _server.Upstream.OnRequest = _ => UpstreamReply.Hanging;
        using FusionProcess process = Terminal.Start(_session.Folder, 120, 40, "ask -n 400 Q");
        await _server.Upstream.Meter.WaitForOpenAsync(8, Cancel);
        string pid = (await File.ReadAllTextAsync(Path.Combine(_session.Folder, "pid"), Cancel)).Trim();
        TimeSpan before = CpuOf(pid);

        using (System.Diagnostics.Process kill = System.Diagnostics.Process.Start("kill", ["-INT", pid]))
            await kill.WaitForExitAsync(Cancel);
        CliResult result = await process.WaitAsync();

        Assert.Equal(130, result.ExitCode);
        Assert.Contains("stopped", result.Output, StringComparison.Ordinal);
        Assert.InRange(Terminal.CpuTime(_session.Folder) - before, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task AskAndCompare_FortyColumns_KeepTheAnswer()
    {
        using FusionProcess asking = Terminal.Start(_session.Folder, 40, 24, "ask Q");
        CliResult asked = await asking.WaitAsync();
        using FusionProcess comparing = Terminal.Start(_session.Folder, 40, 24, "compare Q");
        CliResult compared = await comparing.WaitAsync();

        Assert.True(asked.ExitCode == 0, asked.Transcript);
        Assert.Contains("The capital of Japan is Tokyo. Its currency is the yen.", asked.Output.ReplaceLineEndings(""), StringComparison.Ordinal);
        Assert.True(compared.ExitCode == 0, compared.Transcript);
        Assert.Contains("Tokyo. Its currency is the yen. The answer is 2.", compared.Output.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(20)]
    public async Task HelpAndErrors_NarrowTerminal_BreakBetweenWords(int columns)
    {
        using FusionProcess helping = Terminal.Start(_session.Folder, columns, 24, "fuse --help");
        CliResult help = await helping.WaitAsync();
        using FusionProcess failing = Terminal.Start(_session.Folder, columns, 24, "completion pwsh");
        CliResult error = await failing.WaitAsync();

        string[] lines = help.Output[..help.Output.IndexOf("Examples:", StringComparison.Ordinal)].ReplaceLineEndings("\n").Split('\n');
        Assert.All(lines.Where(line => line.Trim().Contains(' ', StringComparison.Ordinal)), line => Assert.InRange(line.TrimEnd().Length, 0, columns));
        Assert.Contains(lines, line => line.Trim() == "-o, --out <file>");
        Assert.Contains("texts, or objects with text, solution, content or response, and model, is_correct", Words(help.Output), StringComparison.Ordinal);
        Assert.Contains("<shell> must be bash, zsh, fish or powershell, but it is 'pwsh'; did you mean 'powershell'?", Words(error.Output), StringComparison.Ordinal);
    }

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    // Fields 14 and 15 of proc(5), in hundredths of a second.
    private static TimeSpan CpuOf(string pid)
    {
        string[] fields = File.ReadAllText($"/proc/{pid}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return TimeSpan.FromSeconds((long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / 100.0);
    }
}
