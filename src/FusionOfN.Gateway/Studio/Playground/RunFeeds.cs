namespace FusionOfN.Gateway.Studio;

/// <summary>Runs for one person's pages: the engine's events, read into views that the pages draw.</summary>
internal sealed class RunFeeds : IDisposable
{
    // Twenty drawings a second: smooth to the eye, and a burst of pieces is sent as one change.
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(50);

    private readonly FusionRuns _runs;
    private readonly StudioAccess _access;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _closed = new();

    public RunFeeds(FusionRuns runs, StudioAccess access, TimeProvider time)
    {
        _runs = runs;
        _access = access;
        _time = time;
    }

    /// <summary>Runs a request into a view.</summary>
    /// <param name="request">What to run.</param>
    /// <param name="view">What is filled.</param>
    /// <param name="changed">Draws it.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <returns>When the run is over, however it ended: the view says how.</returns>
    public async Task RunAsync(RunRequest request, RunView view, Func<Task> changed, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closed.Token);
        using CancellationTokenSource over = new();
        var isDirty = false;
        var drawing = DrawAsync();
        try
        {
            var run = _runs.Plan(request with { Key = await _access.KeyAsync() });
            await foreach (var step in _runs.RunAsync(run, stop.Token))
            {
                view.Apply(step);
                isDirty = true;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            view.Stop();
        }
        catch (GatewayException error)
        {
            view.Fail(error.Message);
        }
        finally
        {
            await over.CancelAsync();
            await drawing;
        }

        await changed();

        async Task DrawAsync()
        {
            using PeriodicTimer timer = new(Frame, _time);
            try
            {
                while (await timer.WaitForNextTickAsync(over.Token))
                {
                    if (!isDirty)
                        continue;
                    isDirty = false;
                    await changed();
                }
            }
            catch (OperationCanceledException)
            {
                // The run is over.
            }
        }
    }

    /// <summary>Stops what still runs: nobody watches it any more.</summary>
    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
    }
}
