using System.Threading.Channels;

namespace FusionOfN.Jobs;

/// <summary>
/// The one writer of a job's store. What comes while a commit is on its way to the disk is written with the next one, so that many callers share the wait;
/// each of them goes on when what it wrote is committed.
/// </summary>
internal sealed class StoreWriter : IAsyncDisposable
{
    private const int MaxWritesPerCommit = 256;
    private const int MaxAttempts = 5;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(50);

    private readonly StoreDatabase _database;
    private readonly TimeProvider _time;
    private readonly Channel<Write> _queue = Channel.CreateUnbounded<Write>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _loop;

    public StoreWriter(StoreDatabase database, TimeProvider time)
    {
        _database = database;
        _time = time;
        _loop = Task.Run(RunAsync);
    }

    /// <summary>How many commits there were.</summary>
    public long Commits { get; private set; }

    /// <summary>Adds statements and waits until they are committed. They are committed even when the wait is given up.</summary>
    /// <param name="write">Adds the statements; runs again when the commit has to be tried again.</param>
    /// <exception cref="StoreException">The store does not work. Nothing of this was written.</exception>
    public Task WriteAsync(Action<StoreBatch> write)
    {
        Write entry = new(write);
        if (!_queue.Writer.TryWrite(entry))
            throw new StoreException(StoreFault.Other, $"The store {_database.Description} is closed.");
        return entry.Done.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
    }

    private async Task RunAsync()
    {
        StoreBatch? batch = null;
        List<Write> writes = [];
        while (await _queue.Reader.WaitToReadAsync())
        {
            writes.Clear();
            while (writes.Count < MaxWritesPerCommit && _queue.Reader.TryRead(out Write? next))
                writes.Add(next);
            StoreException? failure = null;
            for (int attempt = 1; attempt <= MaxAttempts; attempt++)
            {
                try
                {
                    batch ??= await _database.OpenBatchAsync(CancellationToken.None);
                    await _database.WriteBatchAsync(batch, writes.ConvertAll(write => write.Add));
                    failure = null;
                    break;
                }
                catch (StoreException exception)
                {
                    failure = exception;
                    if (batch is not null)
                        await batch.DisposeAsync();
                    batch = null;
                    if (exception.Fault is not (StoreFault.Locked or StoreFault.Unreachable))
                        break;
                    await Task.Delay(FirstDelay * (1 << attempt), _time);
                }
            }

            Commits += failure is null ? 1 : 0;
            foreach (Write write in writes)
                write.End(failure);
        }

        if (batch is not null)
            await batch.DisposeAsync();
    }

    private sealed record Write(Action<StoreBatch> Add)
    {
        // What follows a commit is other people's code: it must not run on the writer.
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void End(StoreException? failure)
        {
            if (failure is null)
                Done.TrySetResult();
            else
                Done.TrySetException(new StoreException(failure.Fault, failure.Message));
        }
    }
}
