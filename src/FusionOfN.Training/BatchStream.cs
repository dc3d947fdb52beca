namespace FusionOfN.Training;

/// <summary>Cuts an endless stream of examples into batches of like length and about one size in tokens.</summary>
internal sealed class BatchStream
{
    private readonly IEnumerator<TrainingItem> _examples;
    private readonly TrainerOptions _options;
    private readonly Random _random;
    private readonly Queue<IReadOnlyList<TrainingItem>> _ready = new();

    public BatchStream(IEnumerable<TrainingItem> examples, TrainerOptions options)
    {
        _examples = examples.GetEnumerator();
        _options = options;
        _random = new Random(options.Seed);
    }

    /// <summary>The next batch; null when there are no more examples.</summary>
    public IReadOnlyList<TrainingItem>? Next()
    {
        if (_ready.Count == 0)
            Refill();
        return _ready.TryDequeue(out var batch) ? batch : null;
    }

    private void Refill()
    {
        List<TrainingItem> window = [];
        while (window.Count < _options.SortWindow && _examples.MoveNext())
            window.Add(_examples.Current);

        List<IReadOnlyList<TrainingItem>> batches = [];
        List<TrainingItem> batch = [];
        foreach (var example in window.OrderBy(example => example.Length))
        {
            // Sorted by length: the newest is the longest, and all are padded to it.
            if (batch.Count > 0 && (batch.Count + 1) * example.Sequences.Count * example.Length > _options.BatchTokens)
            {
                batches.Add(batch);
                batch = [];
            }

            batch.Add(example);
        }

        if (batch.Count > 0)
            batches.Add(batch);

        var shuffled = batches.ToArray();
        _random.Shuffle(shuffled);
        foreach (var ready in shuffled)
            _ready.Enqueue(ready);
    }
}
