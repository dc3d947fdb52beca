using System.Diagnostics;
using System.Text;
using FusionOfN.Testing;

namespace FusionOfN.Cli.Tests;

/// <summary>Somebody who sits at a terminal where <c>fusion</c> runs: types, and reads what comes.</summary>
internal sealed class TerminalTalk : IDisposable
{
    /// <summary>What Ctrl+C types.</summary>
    public const string Interrupt = "\u0003";

    /// <summary>What Ctrl+D types.</summary>
    public const string End = "\u0004";

    private readonly Process _process;
    private readonly StringBuilder _screen = new();
    private int _read;

    public TerminalTalk(Process process) => _process = process;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Everything that came until now.</summary>
    public string Screen => _screen.ToString();

    public async Task TypeAsync(string text)
    {
        await _process.StandardInput.WriteAsync(text.AsMemory(), Cancel);
        await _process.StandardInput.FlushAsync(Cancel);
    }

    /// <summary>Waits until this comes, behind what was waited for before.</summary>
    public async Task ReadUntilAsync(string text)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(CallMeter.Patience);
        char[] buffer = new char[4096];
        int found;
        while ((found = Screen.IndexOf(text, _read, StringComparison.Ordinal)) < 0)
        {
            int count;
            try
            {
                count = await _process.StandardOutput.ReadAsync(buffer, patience.Token);
            }
            catch (OperationCanceledException) when (!Cancel.IsCancellationRequested)
            {
                count = 0;
            }

            if (count == 0)
                Assert.Fail($"'{text}' did not come:\n{Screen}");
            _screen.Append(buffer, 0, count);
        }

        _read = found + text.Length;
    }

    /// <summary>Waits until it has ended.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> WaitAsync()
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(CallMeter.Patience);
        _screen.Append(await _process.StandardOutput.ReadToEndAsync(patience.Token));
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
