namespace FusionOfN.Lab;

/// <summary>Counts what a stage has done and reports it with the time left.</summary>
internal sealed class StageMeter
{
    private readonly string _stage;
    private readonly int _total;
    private readonly TimeProvider _time;
    private readonly IProgress<LabRunProgress>? _progress;
    private readonly long _start;
    private int _done;

    public StageMeter(string stage, int total, TimeProvider time, IProgress<LabRunProgress>? progress)
    {
        (_stage, _total, _time, _progress) = (stage, total, time, progress);
        _start = time.GetTimestamp();
        _progress?.Report(new(stage, 0, total, TimeSpan.Zero, null));
    }

    public void Advance()
    {
        int done = Interlocked.Increment(ref _done);
        TimeSpan elapsed = _time.GetElapsedTime(_start);
        _progress?.Report(new(_stage, done, _total, elapsed, elapsed / done * (_total - done)));
    }
}
