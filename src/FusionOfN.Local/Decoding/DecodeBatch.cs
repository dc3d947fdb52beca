namespace FusionOfN.Local;

/// <summary>The rows in work and their cache.</summary>
internal sealed class DecodeBatch : IDisposable
{
    private readonly GraphRunner _runner;
    private readonly ModelTokenizer _tokenizer;
    private readonly IReadOnlySet<int> _endTokens;
    private readonly int _maxRows;
    private readonly KeyValueCache _prompt;
    private readonly KeyValueCache _cache;
    private readonly SamplingScratch _scratch;
    private readonly float[] _promptLogits;
    private readonly List<DecodeRow> _rows = [];

    public DecodeBatch(GraphRunner runner, ModelTokenizer tokenizer, IReadOnlySet<int> endTokens, int maxRows)
    {
        _runner = runner;
        _tokenizer = tokenizer;
        _endTokens = endTokens;
        _maxRows = maxRows;
        _prompt = KeyValueCache.For(runner.Layout);
        _cache = KeyValueCache.For(runner.Layout);
        _scratch = new SamplingScratch(runner.Layout.VocabularySize);
        _promptLogits = new float[runner.Layout.VocabularySize];
    }

    public bool IsEmpty => _rows.Count == 0;

    public bool HasRoomFor(GenerationJob job) =>
        IsEmpty || (_runner.Layout.RowsMayDiffer && _rows.Count + Math.Min(job.Samples - job.Begun, _maxRows) <= _maxRows);

    /// <summary>Reads a job's prompt once and begins its samples, as many as there are rows for.</summary>
    /// <returns>Whether all of its samples have begun, or never will.</returns>
    public bool Begin(GenerationJob job)
    {
        if (job.CancellationToken.IsCancellationRequested)
        {
            job.Fail(new OperationCanceledException(job.CancellationToken));
            return true;
        }

        try
        {
            var columns = job.Prompt.Length + job.MaxTokens;
            _prompt.Begin(job.Prompt.Length);
            _runner.Prefill(_prompt, job.Prompt, _promptLogits, job.CancellationToken);

            var end = Math.Min(job.Samples, job.Begun + _maxRows - _rows.Count);
            List<DecodeRow> begun = [];
            for (; job.Begun < end; job.Begun++)
            {
                var row = new DecodeRow(job, job.Begun, _tokenizer, _endTokens);
                if (row.Accept(_promptLogits, _scratch))
                    begun.Add(row);
            }

            if (begun.Count > 0)
                _cache.Append(_prompt, begun.Count, columns);
            _rows.AddRange(begun);
            return job.Begun == job.Samples;
        }
#pragma warning disable CA1031 // Whatever goes wrong belongs to this job; the others go on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Remove(row => row.Job == job);
            job.Fail(OnnxFault.OfRun(exception));
            return true;
        }
    }

    /// <summary>Advances every row by one token.</summary>
    public void Step()
    {
        Remove(DropIfCancelled);
        if (IsEmpty)
            return;

        try
        {
            Span<int> tokens = _rows.Count <= 256 ? stackalloc int[_rows.Count] : new int[_rows.Count];
            for (var i = 0; i < tokens.Length; i++)
                tokens[i] = _rows[i].Last;
            var logits = _runner.Step(_cache, tokens);

            var vocabulary = _runner.Layout.VocabularySize;
            HashSet<DecodeRow>? ended = null;
            for (var i = 0; i < _rows.Count; i++)
            {
                if (!_rows[i].Accept(logits.Slice(i * vocabulary, vocabulary), _scratch))
                    (ended ??= []).Add(_rows[i]);
            }

            if (ended is not null)
                Remove(ended.Contains);
        }
#pragma warning disable CA1031 // A step that fails fails for all rows; the queue goes on with the next jobs.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Clear(OnnxFault.OfRun(exception));
        }
    }

    /// <summary>Gives up all rows.</summary>
    public void Clear(Exception reason)
    {
        foreach (var row in _rows)
            row.Job.Fail(reason);
        Remove(_ => true);
    }

    public void Dispose()
    {
        _prompt.Dispose();
        _cache.Dispose();
        _runner.Dispose();
    }

    private static bool DropIfCancelled(DecodeRow row)
    {
        if (!row.Job.CancellationToken.IsCancellationRequested)
            return false;

        row.Job.Fail(new OperationCanceledException(row.Job.CancellationToken));
        return true;
    }

    private void Remove(Predicate<DecodeRow> gone)
    {
        List<int> kept = new(_rows.Count);
        for (var i = 0; i < _rows.Count; i++)
        {
            if (!gone(_rows[i]))
                kept.Add(i);
        }

        if (kept.Count == _rows.Count)
            return;

        _cache.Keep(kept);
        for (var i = 0; i < kept.Count; i++)
            _rows[i] = _rows[kept[i]];
        _rows.RemoveRange(kept.Count, _rows.Count - kept.Count);
    }
}
