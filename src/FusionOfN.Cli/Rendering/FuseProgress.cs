using Spectre.Console;

namespace FusionOfN.Cli.Rendering;

/// <summary>The progress of a job: a bar with the time left on a terminal, a line now and then when redirected.</summary>
internal sealed class FuseProgress
{
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(10);

    private readonly CliHost _host;
    private readonly string _what;
    private readonly int? _total;
    private int _done;

    /// <param name="host">Where to write.</param>
    /// <param name="what">What is counted, in the plural.</param>
    /// <param name="total">How many there are, when that is known.</param>
    public FuseProgress(CliHost host, string what, int? total)
    {
        _host = host;
        _what = what;
        _total = total;
    }

    public int Done => _done;

    /// <summary>Runs work that reports each finished item, from any thread.</summary>
    public Task RunAsync(Func<Action, Task> work) => _host.IsErrorTerminal ? RunLiveAsync(work) : RunPlainAsync(work);

    private Task RunLiveAsync(Func<Action, Task> work) => _host.Notices.Progress()
        .AutoClear(true)
        .Columns(
            new TaskDescriptionColumn(),
            new ProgressBarColumn { Width = 28 },
            new PercentageColumn(),
            new RemainingTimeColumn())
        .StartAsync(async context =>
        {
            ProgressTask task = context.AddTask(Describe(0), maxValue: _total ?? 1);
            task.IsIndeterminate = _total is null;
            await work(() =>
            {
                int done = Interlocked.Increment(ref _done);
                task.Description = Describe(done);
                if (_total is not null)
                    task.Value = done;
            });
        });

    private async Task RunPlainAsync(Func<Action, Task> work)
    {
        long started = _host.Time.GetTimestamp();
        Lock gate = new();
        TimeSpan shown = TimeSpan.Zero;
        await work(() =>
        {
            int done = Interlocked.Increment(ref _done);
            TimeSpan elapsed = _host.Time.GetElapsedTime(started);
            lock (gate)
            {
                if (elapsed - shown < PlainInterval)
                    return;
                shown = elapsed;
                string left = _total is { } total ? $", {Figures.Seconds(elapsed.TotalMilliseconds / done * (total - done))} left" : "";
                _host.Error.WriteLine($"{Describe(done)}{left}");
            }
        });
    }

    private string Describe(int done) => _total is { } total ? $"{Figures.Count(done)} of {Figures.Count(total)} {_what}" : $"{Figures.Count(done)} {_what}";
}
