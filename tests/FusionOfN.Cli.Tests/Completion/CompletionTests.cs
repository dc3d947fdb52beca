using System.Diagnostics;

namespace FusionOfN.Cli.Tests.Completion;

public sealed class CompletionTests : IDisposable
{
    private readonly CliSession _session = new();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("bash", "bash", "-n")]
    [InlineData("zsh", "zsh", "-n")]
    [InlineData("fish", "fish", "--no-execute")]
    public async Task Script_ReadByItsShell_HasNoMistakes(string shell, string program, string check)
    {
        Assert.SkipUnless(IsHere(program), $"There is no {program} here.");
        CliResult script = await _session.RunAsync("completion", shell);
        string file = _session.Write("script", script.Output);

        CliResult result = await RunAsync(program, check, file);

        Assert.Equal(0, script.ExitCode);
        Assert.True(result.ExitCode == 0, result.Transcript);
    }

    [Fact]
    public async Task Script_ReadByPowerShell_HasNoMistakes()
    {
        Assert.SkipUnless(IsHere("pwsh"), "There is no pwsh here.");
        string file = _session.Write("script.ps1", (await _session.RunAsync("completion", "powershell")).Output);

        CliResult result = await RunAsync(
            "pwsh", "-NoProfile", "-Command",
            $"$mistakes = $null; [void][System.Management.Automation.Language.Parser]::ParseFile('{file}', [ref]$null, [ref]$mistakes); exit $mistakes.Count");

        Assert.True(result.ExitCode == 0, result.Transcript);
    }

    [Theory]
    [InlineData("fusion ask --agg", "--aggregator")]
    [InlineData("fusion ask -a maj", "majority-vote")]
    [InlineData("fusion keys rev", "revoke")]
    [InlineData("fusion ask --show prov", "provenance")]
    [InlineData("fusion completion f", "fish")]
    public async Task Bash_TabPressed_Completes(string line, string expected)
    {
        Assert.SkipUnless(IsHere("bash"), "There is no bash here.");
        string script = _session.Write("script", (await _session.RunAsync("completion", "bash")).Output);
        string typed = $$"""
            fusion() { dotnet "{{Path.Combine(AppContext.BaseDirectory, "fusion.dll")}}" "$@"; }
            source "{{script}}"
            COMP_LINE='{{line}}' COMP_POINT={{line.Length}}
            _fusion_complete
            printf '%s\n' "${COMPREPLY[@]}"
            """;

        CliResult result = await RunAsync("bash", "-c", typed);

        Assert.Contains(expected, result.Output.Split('\n'));
    }

    [Fact]
    public async Task Fish_TabPressed_Completes()
    {
        Assert.SkipUnless(IsHere("fish"), "There is no fish here.");
        string script = _session.Write("script", (await _session.RunAsync("completion", "fish")).Output);

        CliResult result = await RunAsync("fish", "--no-config", "-c", $"""
            function fusion; dotnet "{Path.Combine(AppContext.BaseDirectory, "fusion.dll")}" $argv; end
            source "{script}"
            complete -C "fusion ask --agg"
            """);

        Assert.Contains("--aggregator", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Completion_ShellThatIsNotKnown_SaysWhichAre()
    {
        CliResult result = await _session.RunAsync("completion", "tcsh");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("fish", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Man_ReadByMan_HasNoMistakesAndEveryCommand()
    {
        string page = (await _session.RunAsync("man")).Output;
        Assert.All((string[])["fusion ask", "fusion keys add", "fusion logs clear"], command =>
            Assert.Contains($".SS {command}", page, StringComparison.Ordinal));
        Assert.SkipUnless(IsHere("groff") && File.Exists("/usr/share/groff/current/tmac/man.tmac"), "There is no groff with the man macros here.");

        CliResult result = await RunAsync("groff", "-man", "-Tutf8", "-ww", _session.Write("fusion.1", page));

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Error);
        Assert.Contains("--aggregator", result.Output, StringComparison.Ordinal);
    }

    private static bool IsHere(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder =>
            File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, $"{program}.exe")));

    private static async Task<CliResult> RunAsync(string program, params string[] args)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        using Process process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> error = process.StandardError.ReadToEndAsync(cancellation);
        string output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return new CliResult(process.ExitCode, output, await error);
    }
}
