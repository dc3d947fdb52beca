using Spectre.Console;

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
        await console.Live(PanelTable.Render(_board, console.Profile.Width)).StartAsync(async context =>
        {
            using PeriodicTimer timer = new(Frame, _host.Time);
            Task<bool> tick = timer.WaitForNextTickAsync(CancellationToken.None).AsTask();
            Task<bool> next = source.MoveNextAsync().AsTask();
            bool sampling = true;
            while (sampling)
            {
                // The ticks are not cancelled: the events tell how the run ends.
                if (await Task.WhenAny(next, tick) == tick)
                {
                    tick = timer.WaitForNextTickAsync(CancellationToken.None).AsTask();
                }
                else
                {
                    sampling = await next && Sample(source.Current);
                    if (sampling)
                        next = source.MoveNextAsync().AsTask();
                    if (sampling && source.Current is CandidateDelta)
                        continue;
                }

                context.UpdateTarget(PanelTable.Render(_board, console.Profile.Width));
            }
        });
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
        return fusionEvent is not (SamplingCompleted or AggregationStarted or FusionCompleted);
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
