using System.Diagnostics;

namespace FusionOfN.Factory;

/// <summary>A process that is measured, killed or that answers, ended with this.</summary>
internal sealed class Child : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    private Child(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public bool HasExited => _process.HasExited;

    /// <summary>Starts this program with other arguments.</summary>
    /// <param name="maxFileBlocks">The largest file that it may write, in units of the shell's <c>ulimit -f</c>; null for none but the disk's.</param>
    /// <param name="arguments">The arguments.</param>
    public static Child Start(int? maxFileBlocks, params string[] arguments)
    {
        string here = typeof(Child).Assembly.Location;
        ProcessStartInfo start = maxFileBlocks is null
            ? new("dotnet", [here, .. arguments])
            : new("/bin/sh", ["-c", $"ulimit -f {maxFileBlocks}; trap '' XFSZ; exec dotnet \"$@\"", "sh", here, .. arguments]);

        // The runtime's own double mapping of code is a file too, and larger than any limit that is of interest.
        if (maxFileBlocks is not null)
            start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        return new Child(Process.Start(start)!);
    }

    public async Task<string> ReadAsync(CancellationToken cancellationToken) =>
        await _process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException($"A process of the measurement ended too soon: {await _errors}");

    public async Task<int> WaitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public Task<string> ErrorsAsync() => _errors;

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
            _process.Kill();
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }
}
