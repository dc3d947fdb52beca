using System.Diagnostics;
using System.Globalization;

namespace FusionOfN.Cli.Tests;

/// <summary>The real <c>fusion</c> in a process of its own, for what only a process shows: signals, pipes and start-up.</summary>
internal sealed class FusionProcess : IDisposable
{
    private readonly Process _process;

    /// <summary>The command that <c>dotnet</c> runs.</summary>
    public static string Command { get; } = Path.Combine(AppContext.BaseDirectory, "fusion.dll");

    private FusionProcess(Process process) => _process = process;

    /// <summary>Its number.</summary>
    public int Id => _process.Id;

    public static FusionProcess Start(string folder, params IReadOnlyList<string> args) => new(StartProcess(folder, args));

    /// <summary>Starts a program that runs <c>fusion</c> as <see cref="Info"/> describes it.</summary>
    public static FusionProcess Start(ProcessStartInfo info) => new(StartProcess(info));

    /// <summary>Starts <c>fusion</c> in a folder.</summary>
    public static Process StartProcess(string folder, params IReadOnlyList<string> args) => StartProcess(Info(folder, "dotnet", [Command, .. args]));

    /// <summary>Starts a program with nothing on its standard input.</summary>
    public static Process StartProcess(ProcessStartInfo info)
    {
        Process process = Process.Start(info)!;
        process.StandardInput.Close();
        return process;
    }

    /// <summary>How a program is started in a folder, with an environment away from that of whoever runs the tests.</summary>
    public static ProcessStartInfo Info(string folder, string program, IEnumerable<string> args)
    {
        ProcessStartInfo start = new(program, args)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in (string[])["OPENAI_API_KEY", "OPENAI_BASE_URL", "ANTHROPIC_API_KEY"])
            start.Environment.Remove(name);
        start.Environment["OLLAMA_HOST"] = "http://127.0.0.1:9";
        foreach (string name in (string[])["XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "ORT_DISABLE_TELEMETRY"])
            start.Environment.Remove(name);
        start.Environment["HOME"] = HomeOf(folder);
        start.Environment["FUSION_STORE"] = Path.Combine(folder, "gateway.db");
        Directory.CreateDirectory(HomeOf(folder));
        return start;
    }

    /// <summary>The home of processes that are started in a folder: their own, so that what they leave there can be seen.</summary>
    public static string HomeOf(string folder) => Path.Combine(folder, "home");

    /// <summary>Whether SIGINT is ignored here, and so in processes that are started from here: that is what a shell does with what it runs in the background.</summary>
    public static bool IgnoresInterrupt => File.Exists("/proc/self/status")
        && File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is { } ignored
        && (ulong.Parse(ignored["SigIgn:".Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & 2) != 0;

    /// <summary>Sends a process a signal, such as <c>TERM</c>.</summary>
    public static async Task SignalAsync(Process process, string name)
    {
        // The number of a process that has ended may be another's by now.
        if (process.HasExited)
            return;
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
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
