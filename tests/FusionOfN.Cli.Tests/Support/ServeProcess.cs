using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using FusionOfN.Testing;

namespace FusionOfN.Cli.Tests;

/// <summary>The real <c>fusion serve</c> in a process of its own, on a free port.</summary>
internal sealed class ServeProcess : IAsyncDisposable
{
    private const string Listening = "listening on ";

    private readonly Process _process;
    private readonly Channel<string> _said = Channel.CreateUnbounded<string>();

    private ServeProcess(Process process)
    {
        _process = process;
        _process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is not null)
                _said.Writer.TryWrite(line.Data);
            else
                _said.Writer.TryComplete();
        };
        _process.BeginErrorReadLine();
    }

    /// <summary>Its address.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>The most memory it has had at once, in bytes.</summary>
    public long PeakMemory
    {
        get
        {
            string line = File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
        }
    }

    /// <summary>Whether it still runs.</summary>
    public bool IsAlive => !_process.HasExited;

    /// <summary>Starts it with a limit on the files it may have open.</summary>
    public static Task<ServeProcess> StartWithFilesAsync(int files, string folder) =>
        StartAsync(FusionProcess.Info(folder, "sh", ["-c", $"ulimit -n {files}; exec dotnet \"$@\"", "sh", FusionProcess.Command, "serve", "--listen", "http://127.0.0.1:0"]));

    public static Task<ServeProcess> StartAsync(string folder) =>
        StartAsync(FusionProcess.Info(folder, "dotnet", [FusionProcess.Command, "serve", "--listen", "http://127.0.0.1:0"]));

    /// <summary>Starts a program that runs <c>fusion serve</c>.</summary>
    public static async Task<ServeProcess> StartAsync(ProcessStartInfo info)
    {
        ServeProcess serve = new(FusionProcess.StartProcess(info));
        while (await serve._process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (!line.StartsWith(Listening, StringComparison.Ordinal))
                continue;
            serve.Url = new Uri(line[Listening.Length..]);
            return serve;
        }

        string errors = string.Join('\n', await serve._said.Reader.ReadAllAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
        await serve.DisposeAsync();
        throw new InvalidOperationException($"fusion serve did not start: {errors}");
    }

    public Task SignalAsync(string name) => FusionProcess.SignalAsync(_process, name);

    /// <summary>Waits until it says a line with this in it on standard error.</summary>
    public async Task<string> WaitForLineAsync(string part)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(CallMeter.Patience);
        await foreach (string line in _said.Reader.ReadAllAsync(patience.Token))
        {
            if (line.Contains(part, StringComparison.Ordinal))
                return line;
        }

        throw new InvalidOperationException($"It ended without saying '{part}'.");
    }

    /// <summary>Waits until it has ended.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(CallMeter.Patience, TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
