namespace FusionOfN.Local;

/// <summary>
/// The queue of a model. Jobs are begun in the order they came, as soon as the batch has rows for them; all rows advance together, one token a
/// step, and leave when they end. One thread works while there is work, and waits a little for more before it ends.
/// </summary>
internal sealed class DecodeScheduler : IDisposable
{
    // A thread that waits is back at work at once; a new one is put behind all others by the operating system, which on a busy machine takes
    // longer than a short prompt. Not for ever: a model that is forgotten without being disposed of must not keep a thread.
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(5);
    private readonly Lock _gate = new();
    private readonly Queue<GenerationJob> _waiting = new();
    private readonly ManualResetEventSlim _called = new();
    private readonly DecodeBatch _batch;
    private Task _worker = Task.CompletedTask;
    private bool _working;
    private volatile bool _disposed;

    public DecodeScheduler(DecodeBatch batch) => _batch = batch;

    public void Submit(GenerationJob job)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(LocalModel));
            _waiting.Enqueue(job);
            if (!_working)
            {
                _working = true;
                _worker = Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            }

            _called.Set();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
            _called.Set();
        }

        _worker.Wait();
        _called.Dispose();
        _batch.Dispose();
    }

    private void Work()
    {
        while (true)
        {
            if (_disposed)
                FailAll();
            else
                Admit();

            if (!_batch.IsEmpty)
                _batch.Step();
            else if (!IsMoreToDo())
                return;
        }
    }

    /// <summary>Waits for work.</summary>
    /// <returns>False when none came and the thread is to end.</returns>
    private bool IsMoreToDo()
    {
        lock (_gate)
        {
            if (_waiting.Count > 0)
                return true;
            if (!_disposed)
                _called.Reset();
        }

        _called.Wait(Linger);
        lock (_gate)
        {
            _working = _waiting.Count > 0;
            return _working;
        }
    }

    private void Admit()
    {
        while (true)
        {
            GenerationJob? job;
            lock (_gate)
            {
                if (!_waiting.TryPeek(out job) || !_batch.HasRoomFor(job))
                    return;
            }

            // Only this thread takes jobs out, so the first is still the same.
            if (_batch.Begin(job))
            {
                lock (_gate)
                    _waiting.Dequeue();
            }
        }
    }

    private void FailAll()
    {
        var gone = new ObjectDisposedException(nameof(LocalModel), "The model was disposed while it was answering.");
        _batch.Clear(gone);
        lock (_gate)
        {
            while (_waiting.TryDequeue(out var job))
                job.Fail(gone);
        }
    }
}
