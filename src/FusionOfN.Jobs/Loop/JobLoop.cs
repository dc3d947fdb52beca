namespace FusionOfN.Jobs;

/// <summary>
/// Works on the items of a job: each on its own, from its row to its result, without waiting for the others; as many at once as there are places for calls. Items
/// that have ended are passed by, so that a job is gone on with by running it again.
/// </summary>
/// <typeparam name="TInput">A row of the input.</typeparam>
#pragma warning disable CA1001 // What ends a run is linked to nothing and has no timer: there is nothing to give free.
public sealed class JobLoop<TInput>
#pragma warning restore CA1001
{
    // While the results of some items are on their way to the disk, others keep the places for calls busy.
    private const int ItemsPerPlace = 2;
    private const int ItemsBeside = 16;

    private readonly JobLog _log;
    private readonly JobCalls _calls;
    private readonly ItemLimits _limits;
    private readonly ItemSlots _slots;
    private readonly Queue<ReadyItem<TInput>> _deferred = [];
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly CancellationTokenSource _stopping = new();
    private (JobEnd End, string? Reason)? _end;
    private Exception? _fault;

    private JobLoop(JobLog log, JobCalls calls, JobLoopOptions options, JobSpend spent)
    {
        _log = log;
        _calls = calls;
        _limits = new ItemLimits(options.BudgetAfter(log.Name, spent), options.Time, options.Logger);
        _slots = new ItemSlots((calls.Options.Concurrency * ItemsPerPlace) + ItemsBeside);
        Progress = new JobProgress(calls, spent, options.ExpectedItems, options.Time);
    }

    /// <summary>How the job gets on.</summary>
    public JobProgress Progress { get; }

    /// <summary>Makes a loop, for one run.</summary>
    /// <param name="log">The job's log.</param>
    /// <param name="calls">The job's calls: every model and scorer that the work uses was wrapped by them.</param>
    /// <param name="options">What it may take; when null, no limit.</param>
    /// <param name="cancellationToken">Stops making it.</param>
    /// <exception cref="ArgumentException">A limit is negative.</exception>
    /// <exception cref="StoreException">The store does not work.</exception>
#pragma warning disable CA1000 // A constructor that has to wait.
    public static async Task<JobLoop<TInput>> CreateAsync(JobLog log, JobCalls calls, JobLoopOptions? options = null, CancellationToken cancellationToken = default)
#pragma warning restore CA1000
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(calls);
        return new JobLoop<TInput>(log, calls, options ?? new JobLoopOptions(), await calls.Store.SpendAsync(log.JobId, cancellationToken));
    }

    /// <summary>Works on every item that waits, until none does or something ends it.</summary>
    /// <param name="input">The rows, from the first one; read once, as fast as they are needed.</param>
    /// <param name="contentOf">The name of a row's content, such as <see cref="ContentHash"/> gives.</param>
    /// <param name="work">Works on one item. It lets pass what <see cref="ItemContext"/> throws; whatever else it throws is a failed item.</param>
    /// <param name="drain">Ends the run: items that have begun are ended, no other begins.</param>
    /// <param name="stop">Ends the run at once: items that have begun wait.</param>
    /// <exception cref="StoreException">The store does not work. What was committed is there.</exception>
    public async Task<JobResult> RunAsync(
        IAsyncEnumerable<TInput> input,
        Func<TInput, string> contentOf,
        Func<TInput, ItemContext, CancellationToken, Task<ItemOutcome>> work,
        CancellationToken drain = default,
        CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(contentOf);
        ArgumentNullException.ThrowIfNull(work);
        await using var draining = drain.Register(() => Finish(JobEnd.Drained, "it was asked to end"));
        await using var stopped = stop.Register(() =>
        {
            Finish(JobEnd.Stopped, "it was stopped");
            _stopping.Cancel();
        });
        _calls.Watch.Down += FinishForEndpoint;
        InputReader<TInput> reader = new(_log.BeginPass(), Progress);
        Task reading = reader.RunAsync(input, contentOf, _ending.Token);
        try
        {
            await BeginItemsAsync(reader, work);
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            // The reader was told that no more is wanted.
        }
        catch (Exception exception)
        {
            _fault ??= exception;
        }
        finally
        {
            _calls.Gate.SetHasWork(false);
            await _ending.CancelAsync();
            await reading;
            while (_slots.InUse > 0)
                await _slots.WaitForLeaveAsync();
            _calls.Watch.Down -= FinishForEndpoint;
            await TakeBackAsync();
            Progress.Complete();
        }

        if (_fault is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_fault);
        JobSnapshot snapshot = Progress.Snapshot();
        return new JobResult(_end?.End ?? (snapshot.Parked > 0 ? JobEnd.WaitsForBatches : JobEnd.Completed), _end?.Reason, snapshot);
    }

    private async Task BeginItemsAsync(InputReader<TInput> reader, Func<TInput, ItemContext, CancellationToken, Task<ItemOutcome>> work)
    {
        while (true)
        {
            if (await NextAsync(reader) is not { } next)
                return;

            // A call of an item that has begun goes first, so a new item begins only where a place is free.
            bool isAlone;
            await _calls.Gate.WaitForRoomAsync();
            while (!_slots.TryTake(out isAlone))
                await _slots.WaitForLeaveAsync();
            if (_ending.IsCancellationRequested)
            {
                _slots.Leave();
                return;
            }

            _ = Task.Run(() => RunItemAsync(next, isAlone, work), CancellationToken.None);
        }
    }

    /// <summary>The next item; null when there is none and none will come.</summary>
    private async Task<ReadyItem<TInput>?> NextAsync(InputReader<TInput> reader)
    {
        while (!_ending.IsCancellationRequested)
        {
            lock (_gate)
            {
                if (_deferred.TryDequeue(out ReadyItem<TInput>? deferred))
                    return deferred;
            }

            if (reader.Ready.TryRead(out ReadyItem<TInput>? next))
            {
                _calls.Gate.SetHasWork(true);
                return next;
            }

            _calls.Gate.SetHasWork(false);
            if (await reader.Ready.WaitToReadAsync(_ending.Token))
                continue;
            lock (_gate)
            {
                if (_deferred.Count == 0 && _slots.InUse == 0)
                    return null;
            }

            await _slots.WaitForLeaveAsync();
        }

        return null;
    }

    private async Task RunItemAsync(ReadyItem<TInput> item, bool isAlone, Func<TInput, ItemContext, CancellationToken, Task<ItemOutcome>> work)
    {
        Progress.Begin();
        ItemOutcome? outcome = null;
        using ItemParking? parking = _calls.Batches is null ? null : new ItemParking(_limits.Time, _stopping.Token);
        try
        {
            ItemContext context = await ItemContext.OpenAsync(_log, _limits, item.Id, item.Position, parking, _stopping.Token);
            CallScope.Current = context;
            outcome = await EndAsync(context, item, isAlone, work, parking?.Token ?? _stopping.Token);
            if (outcome is not null)
            {
                await _log.CommitAsync(item.Id, outcome, outcome.State == ItemState.Failed ? context.FailureKeys : null, context.HasDecisions);
                _log.Decisions.End(item.Id);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            outcome = null;
        }
#pragma warning disable CA1031 // The store does not work: that ends the job, and whoever runs it is told.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            outcome = null;
            Fault(exception);
        }
        finally
        {
            Progress.End(outcome);
            _slots.Leave();
        }
    }

    /// <summary>Works on an item.</summary>
    /// <returns>How it ended; null when it waits.</returns>
    private async Task<ItemOutcome?> EndAsync(
        ItemContext context, ReadyItem<TInput> item, bool isAlone, Func<TInput, ItemContext, CancellationToken, Task<ItemOutcome>> work, CancellationToken giveUp)
    {
        try
        {
            ItemOutcome outcome = await work(item.Input, context, giveUp);
            context.ThrowIfStopped();
            context.ThrowIfDown(_calls.Watch);
            return outcome;
        }
#pragma warning disable CA1031 // Whatever it ends in: it was given up, and what it decided holds when it comes again.
        catch (Exception exception) when (IsParked(context, exception))
#pragma warning restore CA1031
        {
            context.ThrowIfBroken();
            Progress.Park();
            return null;
        }
        catch (ItemWaitsException waits) when (waits.Why == ItemWait.Budget)
        {
            Defer(item, isAlone, waits.Message);
            return null;
        }
        catch (ItemWaitsException)
        {
            // What it came to so far is the endpoint's doing: it begins anew when the endpoint works.
            if (context.HasDecisions)
                await _log.Decisions.ForgetAsync(item.Id);
            return null;
        }
#pragma warning disable CA1031 // One item that fails unexpectedly shall not keep the others from ending.
        catch (Exception exception) when (exception is not StoreException && !(exception is OperationCanceledException && _stopping.IsCancellationRequested))
#pragma warning restore CA1031
        {
            context.ThrowIfBroken();
            JobLogMessages.ItemFaulted(_limits.Logger, exception, item.Id);
            return ItemOutcome.Failed("unexpected", exception.Message);
        }
    }

    private bool IsParked(ItemContext context, Exception exception) => context.HasParked && !_stopping.IsCancellationRequested
        && exception is not StoreException and not ItemWaitsException { Why: ItemWait.Endpoint };

    /// <summary>
    /// The budget did not cover the worst case of all that was in flight. Most of it will cost less: the item is tried again when fewer are. When it was alone,
    /// the budget is spent.
    /// </summary>
    private void Defer(ReadyItem<TInput> item, bool wasAlone, string reason)
    {
        if (wasAlone)
        {
            Finish(JobEnd.BudgetSpent, reason);
            return;
        }

        lock (_gate)
            _deferred.Enqueue(item);
        _slots.Halve();
    }

    /// <summary>Items that ended without a candidate because an endpoint was dying, which was not known then, wait again.</summary>
    private async Task TakeBackAsync()
    {
        if (_fault is not null || _calls.Watch.ItemsOfTheDead is not { Count: > 0 } items)
            return;
        foreach (ItemState state in await _log.TakeBackAsync(items))
            Progress.TakeBack(state);
    }

    private void FinishForEndpoint(string reason) => Finish(JobEnd.EndpointDown, reason);

    private void Finish(JobEnd end, string reason)
    {
        lock (_gate)
        {
            // Being stopped is the last word.
            if (_end is null || end == JobEnd.Stopped)
                _end = (end, reason);
        }

        _ending.Cancel();
    }

    private void Fault(Exception exception)
    {
        lock (_gate)
            _fault ??= exception;
        _ending.Cancel();

        // What is bought from here on could not be kept.
        _stopping.Cancel();
    }
}
