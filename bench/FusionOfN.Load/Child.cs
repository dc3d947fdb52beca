using System.Diagnostics;
using System.Globalization;

namespace FusionOfN.Load;

/// <summary>A process that is measured or that answers, ended with this.</summary>
internal sealed class Child : IDisposable
{
    private readonly Process _process;

    private Child(Process process) => _process = process;

    /// <summary>Starts <c>dotnet</c> with arguments; standard error is thrown away.</summary>
    public static Child Start(IEnumerable<string> arguments, params ReadOnlySpan<(string Name, string Value)> variables)
    {
        ProcessStartInfo start = new("dotnet", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in variables)
            start.Environment[name] = value;
        Process process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return new Child(process);
    }

    /// <summary>Processor time so far, user and kernel.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>The most memory it held since the mark was last reset, in megabytes (resident, as the kernel counts it).</summary>
    public double PeakMegabytes
    {
        get
        {
            string line = File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
        }
    }

    /// <summary>Begins a new peak.</summary>
    public void ResetPeak() => File.WriteAllText($"/proc/{_process.Id}/clear_refs", "5");

    /// <summary>The next line it prints.</summary>
    public async Task<string> ReadAsync(CancellationToken cancellationToken) =>
        await _process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("A process of the measurement ended too soon.");

    /// <summary>Gives it a line to read.</summary>
    public Task WriteAsync(string line, CancellationToken cancellationToken) => WriteAsync(line.AsMemory(), cancellationToken);

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private async Task WriteAsync(ReadOnlyMemory<char> line, CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync(line, cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
    }
}
