namespace FusionOfN.Gateway;

/// <summary>Reads a run's events as they come, and keeps the connection alive while none does.</summary>
internal static class EventPump
{
    /// <summary>How often a comment is sent while nothing else is; some clients give up after a minute without a byte.</summary>
    public static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(10);

    /// <summary>Reads to the end of the run, also when the client is gone: then the run is cancelled, and its end is what it cost.</summary>
    /// <param name="events">The run.</param>
    /// <param name="stream">Where it is written to.</param>
    /// <param name="write">Writes one event.</param>
    /// <param name="fail">Writes why there is no more, where that can no longer have a status of its own.</param>
    /// <param name="time">The clock of the keep-alives.</param>
    public static async Task RunAsync(
        IAsyncEnumerable<FusionEvent> events, SseStream stream, Action<FusionEvent> write, Action<GatewayException> fail, TimeProvider time)
    {
        try
        {
            await ReadAsync(events, stream, write, time);
        }
        catch (GatewayException error) when (stream.HasStarted)
        {
            stream.Audit(error);
            fail(error);
            await stream.FlushAsync();
        }
        catch (Exception exception) when (stream.HasStarted && exception is not OperationCanceledException)
        {
            // A stream that has begun ends in good order, with an error that says no more than that; the log has the rest.
            stream.Log(exception);
            fail(GatewayException.OfFault());
            await stream.FlushAsync();
        }
    }

    private static async Task ReadAsync(IAsyncEnumerable<FusionEvent> events, SseStream stream, Action<FusionEvent> write, TimeProvider time)
    {
        using PeriodicTimer timer = new(KeepAlive, time);
        var tick = timer.WaitForNextTickAsync().AsTask();
        await using var steps = events.GetAsyncEnumerator();
        while (true)
        {
            var next = steps.MoveNextAsync();
            if (!next.IsCompleted)
            {
                // What comes at once is sent at once; only then there is time to wait.
                await stream.FlushAsync();
                var moving = next.AsTask();
                while (await Task.WhenAny(moving, tick) == tick)
                {
                    stream.WriteKeepAlive();
                    await stream.FlushAsync();
                    tick = timer.WaitForNextTickAsync().AsTask();
                }

                if (!await moving)
                    break;
            }
            else if (!await next)
            {
                break;
            }

            write(steps.Current);
        }

        await stream.FlushAsync();
    }
}
