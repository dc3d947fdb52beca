namespace FusionOfN.Local;

/// <summary>
/// The queue of a model. Jobs are begun in the order they came, as soon as the batch has rows for them; all rows advance together, one token a
/// step, and leave when they end. One thread works while there is work.
/// </summary>
internal sealed class DecodeScheduler : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Queue<GenerationJob> _waiting = new();
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
            if (_working)
                return;
            _working = true;
            _worker = Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
        }

        _worker.Wait();
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

            if (_batch.IsEmpty)
            {
                lock (_gate)
                {
                    if (_waiting.Count == 0)
                    {
                        _working = false;
                        return;
                    }
                }

                continue;
            }

            _batch.Step();
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
