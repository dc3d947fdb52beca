namespace FusionOfN.Training;

/// <summary>Keeps the mean loss and the speed between two reports.</summary>
internal sealed class ProgressMeter
{
    private readonly TrainerOptions _options;
    private readonly IProgress<TrainingProgress>? _progress;
    private readonly TimeProvider _time;
    private readonly List<TrainingProgress> _curve = [];
    private long _last;
    private long _lastTokens;
    private double _loss;
    private int _steps;
    private int _timed;

    public ProgressMeter(TrainerOptions options, IProgress<TrainingProgress>? progress, TimeProvider time)
    {
        _options = options;
        _progress = progress;
        _time = time;
        _last = time.GetTimestamp();
    }

    public long Tokens { get; private set; }

    public IReadOnlyList<TrainingProgress> Curve => _curve;

    /// <summary>The sum of losses since the last report, and over how many steps.</summary>
    public (double Loss, int Steps) Pending
    {
        get => (_loss, _steps);
        set => (_loss, _steps) = value;
    }

    public void Restore(long tokens, IEnumerable<TrainingProgress> curve)
    {
        Tokens = _lastTokens = tokens;
        _curve.AddRange(curve);
    }

    public void Add(int step, double loss, IReadOnlyList<TrainingItem> batch)
    {
        Tokens += batch.Sum(item => item.Tokens);
        _loss += loss;
        _steps++;
        _timed++;
        if ((step + 1) % _options.ReportEvery != 0 && step + 1 != _options.Steps)
            return;

        var seconds = _time.GetElapsedTime(_last).TotalSeconds;
        var left = TimeSpan.FromSeconds(seconds / _timed * (_options.Steps - step - 1));
        TrainingProgress report = new(
            step + 1, _options.Steps, _loss / _steps, _options.LearningRateAt(step), Tokens, (Tokens - _lastTokens) / Math.Max(seconds, 1e-9), left);
        _curve.Add(report);
        _progress?.Report(report);
        (_last, _lastTokens, _loss, _steps, _timed) = (_time.GetTimestamp(), Tokens, 0, 0, 0);
    }
}
