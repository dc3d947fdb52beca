using Spectre.Console;
using Spectre.Console.Rendering;

namespace FusionOfN.Cli.Rendering;

/// <summary>Follows one run on screen: the panel on standard error, then the answer on standard output.</summary>
internal sealed class RunDisplay
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(100);

    private readonly CliHost _host;
    private readonly bool _showsPanel;
    private readonly AnswerStream? _answer;
    private readonly PanelBoard _board;

    /// <param name="host">Where to write.</param>
    /// <param name="showsPanel">Whether the candidates are shown as they arrive.</param>
    /// <param name="showsAnswer">Whether the answer is written; not when the output is JSON.</param>
    public RunDisplay(CliHost host, bool showsPanel, bool showsAnswer)
    {
        _host = host;
        _showsPanel = showsPanel;
        _answer = showsAnswer ? new AnswerStream(host) : null;
        _board = new PanelBoard(host.Time);
    }

    /// <summary>Shows the events of a run and returns its outcome.</summary>
    public async Task<FusionOutcome> FollowAsync(IAsyncEnumerable<FusionEvent> events, CancellationToken cancellationToken)
    {
        await using IAsyncEnumerator<FusionEvent> source = events.GetAsyncEnumerator(cancellationToken);
        if (_showsPanel && _host.IsErrorTerminal)
            await ShowLiveAsync(source);
        else
            await ShowPlainAsync(source);
        return await FinishAsync(source);
    }

    private async Task ShowLiveAsync(IAsyncEnumerator<FusionEvent> source)
    {
        IAnsiConsole console = _host.Notices;
        await console.Live(Draw(console)).StartAsync(async context =>
        {
            // Events are taken as fast as they come; only time decides when they are drawn, and a frame costs the same however many candidates there are.
            long drawn = _host.Time.GetTimestamp();
            bool sampling = true;
            while (sampling)
            {
                Task<bool> next = source.MoveNextAsync().AsTask();
                while (!next.IsCompleted)
                {
                    TimeSpan left = Frame - _host.Time.GetElapsedTime(drawn);
                    if (left > TimeSpan.Zero && await IsDoneWithinAsync(next, left))
                        break;
                    context.UpdateTarget(Draw(console));
                    drawn = _host.Time.GetTimestamp();
                }

                sampling = await next && Sample(source.Current);
                if (sampling && _host.Time.GetElapsedTime(drawn) >= Frame)
                {
                    context.UpdateTarget(Draw(console));
                    drawn = _host.Time.GetTimestamp();
                }
            }

            context.UpdateTarget(Draw(console));
        });
    }

    private IRenderable Draw(IAnsiConsole console) => PanelTable.Render(_board, console.Profile.Width, console.Profile.Height);

    // The wait itself is not cancelled: the events tell how the run ends.
    private async Task<bool> IsDoneWithinAsync(Task task, TimeSpan time)
    {
        using CancellationTokenSource wait = new();
        Task delay = Task.Delay(time, _host.Time, wait.Token);
        bool isDone = await Task.WhenAny(task, delay) == task;
        await wait.CancelAsync();
        return isDone;
    }

    private async Task ShowPlainAsync(IAsyncEnumerator<FusionEvent> source)
    {
        while (await source.MoveNextAsync() && Sample(source.Current))
        {
            if (_showsPanel)
                PlainPanelLines.Write(_host.Error, _board, source.Current);
        }
    }

    /// <returns>Whether sampling goes on.</returns>
    private bool Sample(FusionEvent fusionEvent)
    {
        _board.Apply(fusionEvent);
        return fusionEvent is not (SamplingCompleted or AggregationStarted or FusionCompleted or FusionCancelled);
    }

    private async Task<FusionOutcome> FinishAsync(IAsyncEnumerator<FusionEvent> source)
    {
        do
        {
            switch (source.Current)
            {
                case AggregationStarted started when _showsPanel && _host.IsErrorTerminal:
                    _host.Notices.Write(new Text($"› {started.Aggregator} of {Figures.Of(started.Candidates, "candidate")}\n", new Style(Color.Blue)));
                    break;
                case AnswerDelta delta:
                    _answer?.Append(delta.Text);
                    break;
                case AnswerDiscarded discarded:
                    _answer?.Discard(discarded.Reason);
                    break;
                case FusionCancelled cancelled:
                    _answer?.Stop();
                    if (_showsPanel && cancelled.Receipt.Usage.Calls > 0)
                        _host.Error.WriteLine($"{_board.Settled} of {Figures.Of(_board.Count, "candidate")} had come · {ReceiptLine.Spent(cancelled.Receipt)}");
                    break;
                case FusionCompleted completed:
                    if (completed.Outcome.Receipt.Status != FusionStatus.Failed)
                        _answer?.Complete(completed.Outcome.Answer);
                    return completed.Outcome;
            }
        }
        while (await source.MoveNextAsync());

        throw new InvalidOperationException("The run ended without its last event.");
    }
}
