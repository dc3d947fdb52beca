using System.Runtime.InteropServices;

namespace FusionOfN.Cli;

/// <summary>Turns the first Ctrl+C or SIGTERM into cancellation, so that a command can finish its line and say what it did.</summary>
/// <remarks>The second signal is left to the runtime and ends the process at once. While a turn of a conversation runs, the first Ctrl+C ends only that.</remarks>
internal sealed class StopSignal : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly Lock _lock = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private CancellationTokenSource? _turn;

    public StopSignal()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    }

    /// <summary>Cancelled when the command is to end.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Does one turn of a conversation; Ctrl+C cancels its token and leaves the command running.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="cancellationToken">Ends the turn with the command.</param>
    /// <exception cref="OperationCanceledException">Either of them was cancelled.</exception>
    public async Task<T> RunTurnAsync<T>(Func<CancellationToken, Task<T>> turn, CancellationToken cancellationToken)
    {
        using CancellationTokenSource source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Begin(source);
        try
        {
            return await turn(source.Token);
        }
        finally
        {
            Begin(null);
        }
    }

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _source.Dispose();
    }

    private void Begin(CancellationTokenSource? turn)
    {
        lock (_lock)
            _turn = turn;
    }

    private void Interrupt(PosixSignalContext context)
    {
        lock (_lock)
        {
            if (_turn is { IsCancellationRequested: false } turn)
            {
                context.Cancel = true;

                // What follows from it runs elsewhere: the next Ctrl+C must not wait for it.
                _ = turn.CancelAsync();
                return;
            }
        }

        Stop(context);
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = !_source.IsCancellationRequested;
        _source.Cancel();
    }
}
