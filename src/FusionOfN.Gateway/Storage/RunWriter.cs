using System.Collections.Concurrent;
using System.Threading.Channels;
using FusionOfN.Jobs;

namespace FusionOfN.Gateway;

/// <summary>
/// Writes runs in the background: one that comes after a pause at once, and those that come soon after another together in one transaction.
/// Requests never wait for it: when the store does not work, answers go on, and what is lost is counted.
/// </summary>
internal sealed class RunWriter : IAsyncDisposable
{
    private readonly StoreDatabase _database;
    private readonly GatewayStoreOptions _options;
    private readonly Channel<QueuedRun> _queue;
    private readonly ConcurrentDictionary<string, RunRow> _waiting = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _closing = new();
    private readonly WriterState _state;
    private readonly Task _loop;
    private volatile TaskCompletionSource _wanted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isClosed;
    private long _characters;

    public RunWriter(StoreDatabase database, GatewayStoreOptions options)
    {
        _database = database;
        _options = options;
        _queue = Channel.CreateBounded<QueuedRun>(new BoundedChannelOptions(options.QueueLength) { SingleReader = true });
        _state = new WriterState(options);
        _loop = Task.Run(RunAsync);
    }

    /// <summary>What this process has written, by key and day.</summary>
    public SpendTotals Written(string keyId, DateOnly day) => _state.Written(keyId, day);

    /// <summary>What this process has written of a session since it is followed.</summary>
    public SpendTotals Written(string sessionId, string keyId) => _state.Written(sessionId, keyId);

    /// <summary>Remembers from now on what is written of a session.</summary>
    public void Follow(string sessionId, string keyId) => _state.Follow(sessionId, keyId);

    /// <summary>Forgets it.</summary>
    public void Unfollow(string sessionId, string keyId) => _state.Unfollow(sessionId, keyId);

    /// <summary>How the store does.</summary>
    public StoreHealth Health => _state.Health(_waiting.Count);

    /// <summary>Takes a run; never waits, never fails.</summary>
    public void Add(StoredRun run)
    {
        RunRow row = RunRow.From(run);
        int length = row.Receipt?.Length ?? 0;
        long together = Interlocked.Add(ref _characters, length);

        // A receipt that is larger than the limit all alone is taken when nothing else waits.
        if (together > _options.QueueCharacters && together > length)
        {
            Interlocked.Add(ref _characters, -length);
            _state.Lose([row], "too many receipts wait to be written.");
            return;
        }

        _waiting[row.RunId] = row;
        if (!_queue.Writer.TryWrite(new QueuedRun(row, null)))
        {
            Forget(row);
            _state.Lose([row], _closing.IsCancellationRequested || _queue.Reader.Completion.IsCompleted ? "the store is closed." : "too many runs wait to be written.");
        }
    }

    /// <summary>A run that waits to be written; null when it does not.</summary>
    public StoredRun? FindWaiting(string runId) => _waiting.TryGetValue(runId, out RunRow? row) ? row.ToRun() : null;

    /// <summary>Waits until every run taken so far is written or lost.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await _queue.Writer.WriteAsync(new QueuedRun(null, reached), cancellationToken);
        }
        catch (ChannelClosedException)
        {
            return;
        }

        _wanted.TrySetResult();
        await reached.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_queue.Writer.TryComplete())
            return;

        _isClosed = true;
        _wanted.TrySetResult();
        _closing.CancelAfter(_options.CloseTimeout);
        await _loop;
        _state.ReportRest();
        _closing.Dispose();
    }

    private async Task RunAsync()
    {
        List<RunRow> batch = [];
        while (await _queue.Reader.WaitToReadAsync())
        {
            List<TaskCompletionSource> reached = [];
            batch.Clear();
            while (batch.Count < _options.BatchSize && _queue.Reader.TryRead(out QueuedRun next))
            {
                if (next.Row is { } row)
                    batch.Add(row);
                else
                    reached.Add(next.Reached!);
            }

            if (batch.Count > 0)
                await WriteOrLoseAsync(batch);
            reached.ForEach(mark => mark.TrySetResult());

            // When it is closed nothing more comes.
            if (_queue.Reader.Count < _options.BatchSize && !_isClosed)
                await GatherAsync();
        }

        if (_state.HasDebt)
            await WriteOrLoseAsync([]);
    }

    /// <summary>Lets runs come together, unless somebody waits for them to be written.</summary>
    private async Task GatherAsync()
    {
        using CancellationTokenSource enough = new();
        await Task.WhenAny(_wanted.Task, Task.Delay(_options.WriteEvery, _options.Time, enough.Token));
        await enough.CancelAsync();
        if (_wanted.Task.IsCompleted)
            _wanted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private async Task WriteOrLoseAsync(List<RunRow> batch)
    {
        for (int attempt = 1; ; attempt++)
        {
            string problem;
            try
            {
                await WriteAsync(batch);
                break;
            }
            catch (StoreException exception) when (exception.Fault != StoreFault.Other)
            {
                problem = exception.Message;
                _state.Fail(exception, attempt, _waiting.Count);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // Perhaps one run of the batch is what the store cannot take: the others shall not be lost with it.
                if (batch.Count > 1)
                {
                    foreach (RunRow row in batch)
                        await WriteOrLoseAsync([row]);
                    return;
                }

                problem = exception.Message;
                _state.Fail(exception as StoreException ?? new StoreException(StoreFault.Other, exception.Message, exception), attempt, _waiting.Count);
            }
            catch (OperationCanceledException)
            {
                problem = "the store was closed before it worked again.";
            }

            if (attempt >= _options.Attempts || _closing.IsCancellationRequested)
            {
                _state.Lose(batch, problem);
                break;
            }

            await WaitAsync(_options.RetryDelay * (1 << Math.Min(attempt - 1, 10)));
        }

        foreach (RunRow row in batch)
            Forget(row);
    }

    private async Task WriteAsync(List<RunRow> batch)
    {
        SpendBook debt = _state.Debt();
        await _database.WriteAsync(
            async transaction =>
            {
                SpendBook book = new();
                book.Add(debt);

                // A commit whose answer was lost may have worked: a run that is there is booked. Each is then tried alone.
                if (await RunTable.AddAsync(transaction, batch))
                    batch.ForEach(book.Add);
                else if (batch.Count > 1)
                    throw new InvalidOperationException("Some of the runs are written already.");
                await SpendTable.AddAsync(transaction, book);
                return book;
            },
            book => _state.Work(book, debt),
            _closing.Token);
    }

    private async Task WaitAsync(TimeSpan delay)
    {
        try
        {
            await Task.Delay(delay, _options.Time, _closing.Token);
        }
        catch (OperationCanceledException)
        {
        }
    }

    private void Forget(RunRow row)
    {
        if (_waiting.TryRemove(row.RunId, out _))
            Interlocked.Add(ref _characters, -(row.Receipt?.Length ?? 0));
    }
}
