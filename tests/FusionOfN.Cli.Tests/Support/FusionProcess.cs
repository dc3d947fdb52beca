using System.Diagnostics;

namespace FusionOfN.Cli.Tests;

/// <summary>The real <c>fusion</c> in a process of its own, for what only a process shows: signals, pipes and start-up.</summary>
internal sealed class FusionProcess : IDisposable
{
    private readonly Process _process;

    private FusionProcess(Process process) => _process = process;

    public static FusionProcess Start(string folder, params IReadOnlyList<string> args)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "fusion.dll"), .. args])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in (string[])["OPENAI_API_KEY", "OPENAI_BASE_URL", "ANTHROPIC_API_KEY"])
            start.Environment.Remove(name);
        Process process = Process.Start(start)!;
        process.StandardInput.Close();
        return new FusionProcess(process);
    }

    /// <summary>Asks the process to stop, as Ctrl+C does.</summary>
    public async Task InterruptAsync()
    {
        // Not SIGINT: a shell starts what it runs in the background with SIGINT ignored. The command answers both in the same way.
        using Process kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async Task<CliResult> WaitAsync()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        Task<string> output = _process.StandardOutput.ReadToEndAsync(cancellation);
        Task<string> error = _process.StandardError.ReadToEndAsync(cancellation);
        await _process.WaitForExitAsync(cancellation);
        return new CliResult(_process.ExitCode, await output, await error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
