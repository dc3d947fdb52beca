using System.Diagnostics;
using System.Globalization;

namespace FusionOfN.Cli.Tests;

/// <summary>The real <c>fusion</c> in a process of its own, for what only a process shows: signals, pipes and start-up.</summary>
internal sealed class FusionProcess : IDisposable
{
    private readonly Process _process;

    private FusionProcess(Process process) => _process = process;

    public static FusionProcess Start(string folder, params IReadOnlyList<string> args) => new(StartProcess(folder, args));

    /// <summary>Starts <c>fusion</c> in a folder, away from the keys and the store of whoever runs the tests.</summary>
    public static Process StartProcess(string folder, params IReadOnlyList<string> args)
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
        start.Environment["OLLAMA_HOST"] = "http://127.0.0.1:9";
        start.Environment["FUSION_STORE"] = Path.Combine(folder, "gateway.db");
        Process process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    /// <summary>Whether SIGINT is ignored here, and so in processes that are started from here: that is what a shell does with what it runs in the background.</summary>
    public static bool IgnoresInterrupt => File.Exists("/proc/self/status")
        && File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is { } ignored
        && (ulong.Parse(ignored["SigIgn:".Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & 2) != 0;

    /// <summary>Sends a process a signal, such as <c>TERM</c>.</summary>
    public static async Task SignalAsync(Process process, string name)
    {
        using Process kill = Process.Start("kill", [$"-{name}", $"{process.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Asks the process to stop, as Ctrl+C does.</summary>
    /// <remarks>Not by SIGINT: a shell starts what it runs in the background with SIGINT ignored. The command answers both in the same way.</remarks>
    public Task InterruptAsync() => SignalAsync(_process, "TERM");

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
